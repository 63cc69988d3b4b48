"""Finds the services that the tests need, or starts them, or says why they are absent.

On a laptop an absent service is a reason to skip; under continuous integration (CI=true) it is a
fault, so that nothing is silently left out.
"""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import psycopg
import pytest
import redis
from redis.backoff import ConstantBackoff
from redis.retry import Retry

PROJECT = Path(__file__).resolve().parent.parent
LOCAL_POSTGRES = "postgresql://postgres@127.0.0.1:5432/postgres"
LOCAL_REDIS = "redis://127.0.0.1:6379/0"


def absent(reason: str) -> NoReturn:
    """Skip the test with `reason`; under CI fail it."""
    if os.environ.get("CI"):
        pytest.fail(f"{reason} (CI is set: nothing may be left out)", pytrace=False)
    pytest.skip(reason)


def shared_data() -> Path:
    """The folder of real data: SHARED_DATA, else `../shared/data`; absent without it, also in CI.

    The data is not part of the project, so a clone is complete and its tests pass without it.
    """
    folder = Path(os.environ.get("SHARED_DATA", PROJECT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no real data at {folder}: set SHARED_DATA to its folder")
    return folder


def chromium() -> str:
    """The path of a Chromium: CHROMIUM, else the one on the PATH."""
    for name in (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"):
        if name and (found := shutil.which(name)):
            return found
    absent("no Chromium: scripts/browser says what to install")


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL in which databases may be created.

    TEST_POSTGRES_URL if set, else the local one if it answers, else a cluster of its own, which is
    stopped and removed afterwards.
    """
    wanted = os.environ.get("TEST_POSTGRES_URL")
    if wanted:
        yield wanted
    elif _answers(LOCAL_POSTGRES):
        yield LOCAL_POSTGRES
    else:
        with _cluster() as url:
            yield url


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def _postgres_programs() -> Path:
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3])
    )
    on_path = shutil.which("initdb")
    if installed:
        return installed[-1].parent
    if on_path:
        return Path(on_path).resolve().parent
    absent("no PostgreSQL answers and none is installed: apt-get install postgresql")


@contextlib.contextmanager
def _cluster() -> Iterator[str]:
    programs, port, user = _postgres_programs(), _free_port(), _cluster_owner()

    def run(program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(programs / program), *arguments],
            user=user,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # not a pipe: the server would hold it open
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            absent(f"{program} failed: {done.stderr.strip()[-300:]}")

    with tempfile.TemporaryDirectory(prefix="registry-postgres-") as scratch:
        if user:
            shutil.chown(scratch, user)
        data, log = f"{scratch}/data", f"{scratch}/log"
        run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        settings = f"-p {port} -h 127.0.0.1 -k '' -F"
        run("pg_ctl", "-D", data, "-w", "-l", log, "-o", settings, "start")
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


def _cluster_owner() -> str | None:
    """`initdb` refuses root: then the cluster belongs to `postgres`, or else to `nobody`."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextlib.contextmanager
def redis_server() -> Iterator[str]:
    """The URL of a Redis: TEST_REDIS_URL, else the local one, else one started for the tests."""
    wanted = os.environ.get("TEST_REDIS_URL")
    if wanted or _redis_answers(LOCAL_REDIS):
        yield wanted or LOCAL_REDIS
        return
    program = shutil.which("redis-server")
    if program is None:
        absent("no Redis answers and none is installed: apt-get install redis-server")
    port = _free_port()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    url = f"redis://127.0.0.1:{port}/0"
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            redis.Redis.from_url(url, retry=_patient()).ping()
            yield url
        finally:
            process.terminate()


def _redis_answers(url: str) -> bool:
    try:
        return bool(redis.Redis.from_url(url, socket_timeout=2).ping())
    except redis.RedisError:
        return False


def _patient() -> Retry:
    """A server that has just been started answers after some tenths of a second."""
    return Retry(ConstantBackoff(0.1), 50)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
