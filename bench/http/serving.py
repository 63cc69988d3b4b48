"""A throw-away installation with production settings, and gunicorn in front of an application."""

import base64
import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TICKS = os.sysconf("SC_CLK_TCK")
LONGEST_START = 60.0


@dataclass(frozen=True)
class Server:
    """A running gunicorn."""

    port: int
    master: int

    def cpu_seconds(self) -> float:
        """What its workers have spent so far, in user and kernel mode."""
        children = Path(f"/proc/{self.master}/task/{self.master}/children").read_text().split()
        return sum(_ticks_of(int(child)) for child in children) / TICKS


def _ticks_of(process: int) -> int:
    # The command's name may hold spaces; what follows its closing bracket does not (proc(5)).
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def production_environment(instance: Path, database_url: str, search_store: str) -> dict[str, str]:
    """The settings of an installation of its own, with fresh keys."""
    return os.environ | {
        "REGISTRY_PROFILE": "production",
        "SECRET_KEY": secrets.token_urlsafe(48),
        "MARK_KEYS": "0:" + base64.b64encode(secrets.token_bytes(32)).decode(),
        "PUBLIC_URL": "https://bench.example",
        "ALLOWED_HOSTS": "127.0.0.1,bench.example",
        "INSTANCE_PATH": str(instance),
        "DATABASE_URL": database_url or f"sqlite:///{instance}/registry.sqlite",
        "SEARCH_STORE": search_store,
    }


def prepare(environment: Mapping[str, str]) -> None:
    """Migrate, load the sample city and build the index; the keys are the installation's own."""
    subprocess.run(
        [sys.executable, "wsgi.py", "up", "--prepare-only"],
        cwd=ROOT,
        env={**environment, "REGISTRY_PROFILE": "sample"},
        check=True,
        stderr=subprocess.DEVNULL,
    )


@contextlib.contextmanager
def serve(application: str, environment: Mapping[str, str]) -> Iterator[Server]:
    """Serve with the project's gunicorn settings until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    config = "python:webapp.adapters.gunicorn_settings"
    command = [sys.executable, "-m", "gunicorn", "--config", config]
    process = subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{port}", application], cwd=ROOT, env=dict(environment)
    )
    try:
        _wait_until_up(port, process)
        yield Server(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _wait_until_up(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + LONGEST_START
    while process.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"gunicorn did not start (exit status {process.poll()})")
