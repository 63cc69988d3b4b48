"""What other processes do in tests: each builds an application of its own on the same database."""

from datetime import datetime
from multiprocessing import get_context
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from webapp.config import Settings
from webapp.domain.certificates import TransitionRefused
from webapp.factory import create_app
from webapp.services.certificates import Act, suspend
from webapp.services.outbox import drain
from webapp.services.transaction import ConflictError

PROCESSES = get_context("spawn")
PATIENCE = 60


def suspend_at_once(
    settings: tuple[Path, str], ready: Barrier, told: "Queue[str]", key: str, now: datetime
) -> None:
    """Wait for the others, suspend, and tell what became of it."""
    act = Act("failed_spot_check", "", "", "", "样例", now)
    with create_app(Settings.for_tests(*settings)).app_context():
        ready.wait(PATIENCE)
        try:
            told.put(suspend(key, act, now))
        except (TransitionRefused, ConflictError) as refusal:
            told.put(type(refusal).__name__)


def drain_at_once(settings: tuple[Path, str], ready: Barrier, told: "Queue[int]") -> None:
    """Wait for the others, then drain in small steps until nothing is left, and tell how much."""
    with create_app(Settings.for_tests(*settings)).app_context():
        ready.wait(PATIENCE)
        numbered = 0
        while step := drain(batch=7):
            numbered += step
        told.put(numbered)


def run_at_once(count: int, work: Any, settings: Settings, *arguments: object) -> list[Any]:
    """Run `work` in `count` processes that start together; return what each told."""
    ready, told = PROCESSES.Barrier(count), PROCESSES.Queue()
    place = (settings.instance_path, settings.database_url)
    processes = [
        PROCESSES.Process(target=work, args=(place, ready, told, *arguments)) for _ in range(count)
    ]
    for process in processes:
        process.start()
    found = [told.get(timeout=PATIENCE) for _ in processes]
    for process in processes:
        process.join(PATIENCE)
    assert all(process.exitcode == 0 for process in processes)
    return found
