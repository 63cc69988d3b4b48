"""`up`: one command from nothing to a running registry: database, sample city, index, server."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType
from urllib.parse import quote

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade
from sqlalchemy.exc import OperationalError

from webapp.adapters.network import address_in_network, is_port_free
from webapp.adapters.qr_images import label_png_of
from webapp.cli.index import build_with_progress
from webapp.cli.sample import load_with_progress
from webapp.config import Settings
from webapp.definitions.sample_city import showcase
from webapp.domain.codes import address_of, groups_of
from webapp.queries.showcase import showcase_codes
from webapp.services.indexing import is_ahead_of_database
from webapp.services.outbox import drain

ROOT = Path(__file__).resolve().parents[2]


@click.command("up")
@click.option("--prepare-only", is_flag=True, help="Set everything up and stop.")
@with_appcontext
def up(prepare_only: bool) -> None:
    """Set up what is missing, start the server and the worker, say where to look.

    HOST and PORT say where to listen.  With HOST=0.0.0.0 the label carries this machine's
    address in the local network, so that a phone can scan it.
    """
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    settings: Settings = app.extensions["registry.settings"]
    host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
    if not prepare_only and not is_port_free(host, port):
        raise click.ClickException(f"port {port} is in use; try PORT={port + 1} make run")
    try:
        upgrade()
    except OperationalError as error:
        raise click.ClickException(f"the database does not answer: {error.orig}") from None
    if settings.is_sample:
        load_with_progress()
    while drain():
        pass
    store = app.extensions["registry.search_store"]
    if not store.health().ok or is_ahead_of_database(store):
        build_with_progress(min(os.cpu_count() or 1, 2))
    if not prepare_only:
        public_url = _public_url(settings, host, port)
        if settings.is_sample:
            _say_what_to_try(app, settings, public_url)
        _serve(host, port, public_url)


def _public_url(settings: Settings, host: str, port: int) -> str:
    """The address to print: the set one, else where this server can be reached."""
    if "PUBLIC_URL" in os.environ or not settings.is_sample:
        return settings.public_url
    reachable = address_in_network() if host in ("0.0.0.0", "::") else host
    return f"http://{reachable}:{port}"


def _say_what_to_try(app: Flask, settings: Settings, public_url: str) -> None:
    codes = showcase_codes(showcase(), app.extensions["registry.mark_keys"])
    say = click.echo
    say(f"\n  {app.extensions['registry.site'].name.zh} (sample data)   {public_url}/\n")
    if "valid" in codes:
        label = settings.instance_path / "sample-label.png"
        label.write_bytes(
            label_png_of(address_of(public_url, codes["valid"]), groups_of(codes["valid"]))
        )
        say(f"  A sample label to scan with a phone:  {label}")
        say(f"  or follow its address:                {public_url}/v/{codes['valid']}")
    say("\n  Try:")
    say(f"    search in Chinese        {public_url}/search?q={quote('瓷砖')}")
    say(f"    search by pinyin         {public_url}/search?q=cizhuan")
    say(f"    a standard's number      {public_url}/search?q=GBT4100")
    for name in ("suspended", "withdrawn", "expired", "voided"):
        if name in codes:
            say(f"    {'a mark that is ' + name:<24} {public_url}/v/{codes[name]}")
    say("\n  Ctrl-C stops it.\n")


def _serve(host: str, port: int, public_url: str) -> None:
    """Run both processes until one ends or a signal comes; then end the other."""
    environ = os.environ | {"PUBLIC_URL": public_url}
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
        ],
        cwd=ROOT,
        env=environ,
    )
    worker = subprocess.Popen([sys.executable, "wsgi.py", "work"], cwd=ROOT, env=environ)
    stopping = False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True
        for process in (server, worker):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while server.poll() is None and worker.poll() is None:
        try:
            server.wait(0.5)
        except subprocess.TimeoutExpired:
            continue
    asked = stopping
    stop(0, None)
    ended = [server.wait(), worker.wait()]
    if not asked:
        raise click.ClickException(f"a process ended by itself (exit status {max(ended)})")
