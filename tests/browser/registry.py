"""The registry as an operator starts it: `wsgi.py up` with the sample city, on a free port."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
LONGEST_START = 180.0
LONGEST_COMMAND = 60.0
# Settings of whoever runs the tests must not reach the registry under test.
OWN_SETTINGS = (
    *("ALLOWED_HOSTS", "DATABASE_URL", "FLASK_DEBUG", "HOST", "INSTANCE_PATH", "MARK_KEYS", "PORT"),
    *("PUBLIC_URL", "REGISTRY_PROFILE", "SEARCH_STORE", "SECRET_KEY", "SURFACES", "TIME_ZONE"),
    *("TRUSTED_PROXIES", "WEB_THREADS", "WEB_WORKERS"),
)


@dataclass(frozen=True, slots=True)
class Registry:
    """A running registry; `url` has no slash at its end, `environ` is that of its processes."""

    url: str
    environ: Mapping[str, str]

    def command(self, *arguments: str) -> str:
        """Run one of the operator's commands; return what it printed."""
        done = subprocess.run(
            [sys.executable, "wsgi.py", *arguments],
            cwd=PROJECT,
            env=dict(self.environ),
            capture_output=True,
            text=True,
            timeout=LONGEST_COMMAND,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@contextlib.contextmanager
def running(instance: Path, **settings: str) -> Iterator[Registry]:
    """Set up the sample city in `instance`, serve it, and end both processes afterwards."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = int(listener.getsockname()[1])
    environ = {name: value for name, value in os.environ.items() if name not in OWN_SETTINGS}
    environ |= {"REGISTRY_PROFILE": "sample", "INSTANCE_PATH": str(instance), "PORT": str(port)}
    environ |= settings
    instance.mkdir(parents=True, exist_ok=True)
    log = instance / "browser-tests.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "wsgi.py", "up"],
            cwd=PROJECT,
            env=environ,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}", process, log)
            yield Registry(f"http://127.0.0.1:{port}", environ)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)
    complaints = _complaints_in(log.read_text(encoding="utf-8", errors="replace"))
    assert not complaints, f"the registry noted faults:\n{complaints}"


def _complaints_in(log: str) -> str:
    """The first trace of a fault that the processes noted, with what came before and after."""
    at = log.find("Traceback (most recent call last)")
    return log[max(at - 300, 0) : at + 3000] if at >= 0 else ""


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + LONGEST_START
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{url}/readyz", timeout=10):
            return
        time.sleep(0.2)
    raise RuntimeError(f"the registry did not start:\n{log.read_text()[-2000:]}")
