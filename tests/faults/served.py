"""The registry behind a real gunicorn, and requests that no polite client would send."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from webapp.config import Settings

PROJECT = Path(__file__).resolve().parents[2]
LONGEST_START = 60.0


def environment_of(settings: Settings) -> dict[str, str]:
    """The environment in which a process is the same installation as `settings`."""
    return os.environ | {
        "REGISTRY_PROFILE": "test",
        "DATABASE_URL": settings.database_url,
        "INSTANCE_PATH": str(settings.instance_path),
        "PUBLIC_URL": settings.public_url,
        "ALLOWED_HOSTS": ",".join(settings.allowed_hosts),
        "WEB_WORKERS": "1",
    }


@contextlib.contextmanager
def serve(settings: Settings) -> Iterator[int]:
    """Serve with the settings that operators use; yields the port on 127.0.0.1."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = int(listener.getsockname()[1])
    config = "python:webapp.adapters.gunicorn_settings"
    command = [sys.executable, "-m", "gunicorn", "--config", config]
    process = subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{port}", "wsgi:app"],
        cwd=PROJECT,
        env=environment_of(settings),
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + LONGEST_START
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 5):
            return
        time.sleep(0.05)
    raise RuntimeError(f"gunicorn did not start (exit status {process.poll()})")


def exchange(port: int, *pieces: bytes) -> bytes:
    """Send all pieces, then read the answer to its end, as a client that writes first does.

    Raises OSError when the server hangs up before everything is sent or read.
    """
    with socket.create_connection(("127.0.0.1", port), 30) as connection:
        for piece in pieces:
            connection.sendall(piece)
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
    return answer
