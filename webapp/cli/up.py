"""`up`: one command from nothing to a running registry: database, sample city, index, server."""

import os
import signal
import socket
import subprocess
import sys
from types import FrameType

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from webapp.cli.index import build_with_progress
from webapp.config import Settings

WORKERS = 2
THREADS = 4


@click.command("up")
@click.option("--prepare-only", is_flag=True, help="Set everything up and stop.")
@with_appcontext
def up(prepare_only: bool) -> None:
    """Set up what is missing, start the server and the worker, say where to look."""
    settings: Settings = current_app.extensions["registry.settings"]
    upgrade()
    if not current_app.extensions["registry.search_store"].health().ok:
        build_with_progress(min(os.cpu_count() or 1, 2))
    if prepare_only:
        return
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    _serve(host, port, settings)


def _serve(host: str, port: str, settings: Settings) -> None:
    """Run both processes until one ends or Ctrl-C; then end the other."""
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "--config",
            "python:webapp.adapters.gunicorn_settings",
            "--bind",
            f"{host}:{port}",
            "wsgi:app",
        ]
    )
    worker = subprocess.Popen([sys.executable, "wsgi.py", "work"])

    def stop(_number: int, _frame: FrameType | None) -> None:
        for process in (server, worker):
            process.send_signal(signal.SIGTERM)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    click.echo(f"http://{host}:{port}/")
    while server.poll() is None and worker.poll() is None:
        try:
            server.wait(0.5)
        except subprocess.TimeoutExpired:
            continue
    stop(0, None)
    server.wait()
    worker.wait()
    raise SystemExit(server.returncode)


def address_in_network() -> str:
    """This machine's address in the local network; the loopback address when there is none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address: nothing is sent
            address: str = probe.getsockname()[0]
        except OSError:
            return "127.0.0.1"
    return address
