"""`work`: the second process.  It numbers what was committed and keeps the index in step."""

import logging
import signal
import time
from contextlib import suppress
from datetime import UTC, datetime
from types import FrameType

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from search_index.store import IndexUnavailable, SearchStore, WriterBusy
from webapp.config import Settings
from webapp.services.certificates import refresh_status_cache
from webapp.services.followers import note_failure, note_recovery
from webapp.services.indexing import follow, is_ahead_of_database, rebuild
from webapp.services.outbox import drain

logger = logging.getLogger(__name__)
PAUSE = 0.1  # seconds between looks: what is committed is searchable well within a second
LONGEST_BACK_OFF = 30.0
CACHE_PERIOD = 60.0


class Stop:
    """Whether the operator asked the worker to end."""

    asked = False


@click.command("work")
@with_appcontext
def work() -> None:
    """Drain the outbox and feed the followers until told to stop."""
    logging.basicConfig(level=logging.INFO, format="worker: %(message)s")
    stop = Stop()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        # Not an Event: setting one takes a lock, which a second signal would wait for in vain.
        stop.asked = True

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    settings: Settings = current_app.extensions["registry.settings"]
    _loop(stop, settings, current_app.extensions["registry.search_store"])


def _loop(stop: Stop, settings: Settings, store: SearchStore) -> None:
    """Run every part in turn; one that fails waits longer each time and holds up no other."""
    waits = {"outbox": 0.0, "index": 0.0, "statuses": 0.0}
    due = dict.fromkeys(waits, 0.0)
    while not stop.asked:
        busy = False
        for part in waits:
            if time.monotonic() < due[part]:
                continue
            try:
                busy |= _step(part, settings, store)
                if waits[part]:
                    note_recovery(part)
                waits[part] = 0.0
                due[part] = time.monotonic() + (CACHE_PERIOD if part == "statuses" else 0.0)
            except (SQLAlchemyError, IndexUnavailable, WriterBusy, OSError) as error:
                waits[part] = min(max(waits[part] * 2, 0.5), LONGEST_BACK_OFF)
                due[part] = time.monotonic() + waits[part]
                logger.warning("%s waits %.1f s: %s", part, waits[part], error)
                with suppress(SQLAlchemyError):
                    note_failure(part, str(error))
        if not busy:
            time.sleep(PAUSE)


def _step(part: str, settings: Settings, store: SearchStore) -> bool:
    """Do one piece of work; return whether there may be more at once."""
    if part == "outbox":
        return drain() > 0
    if part == "statuses":
        refresh_status_cache(datetime.now(UTC))
        return False
    return _feed_index(settings, store)


def _feed_index(settings: Settings, store: SearchStore) -> bool:
    try:
        if not is_ahead_of_database(store):
            return follow(store, settings.time_zone) > 0
        logger.warning("the index belongs to another database: building anew")
    except IndexUnavailable as error:
        logger.warning("the index cannot be used, building anew: %s", error)
    rebuild(store, settings.time_zone)
    return True
