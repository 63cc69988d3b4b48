"""How each part of the installation is, for `/readyz` and the `doctor` command."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from search_index.store import Health, SearchStore
from webapp.adapters.databases import DatabaseUnavailable
from webapp.domain.mark_keys import MarkKeys
from webapp.extensions import db
from webapp.queries.code_batches import list_key_ids
from webapp.queries.outbox import count_unnumbered, last_sequence, list_failing_followers
from webapp.queries.verification import RowReader

LEAST_FREE_BYTES = 200 * 1024 * 1024
MOST_BEHIND = 1000


@dataclass(frozen=True, slots=True)
class Part:
    """One part: `colour` is green, amber or red; `detail` says the fault and the mend."""

    name: str
    colour: str
    detail: str


def readiness(
    reader: RowReader, store: SearchStore, keys: MarkKeys, instance: Path
) -> tuple[Part, ...]:
    """Look at every part; never raises."""
    database = _database(reader)
    health = store.health()
    parts = [database, _search(health), _disk(instance)]
    if database.colour == "green":
        parts += [_worker(health), _keys(keys)]
    return tuple(parts)


def scans_part(unrecorded: int, *, lately: bool) -> Part:
    """How many scans a process answered without having recorded them; amber if `lately`."""
    if not unrecorded:
        return Part("scans", "green", "every scan was recorded")
    mend = "check the disk, and that nothing holds the scans locked"
    detail = f"{unrecorded} scans answered unrecorded by this process; {mend}"
    return Part("scans", "amber" if lately else "green", detail)


def _database(reader: RowReader) -> Part:
    try:
        reader.rows("SELECT COUNT(*) FROM followers", ())
    except DatabaseUnavailable as error:
        return Part("database", "red", f"no answer: {error}; check DATABASE_URL and run `up`")
    return Part("database", "green", "answers")


def _search(health: Health) -> Part:
    if health.ok:
        return Part("search", "green", f"{health.documents} documents at {health.position}")
    mend = "search answers from the database meanwhile; run `index rebuild`"
    return Part("search", "amber", f"{health.detail}; {mend}")


def _disk(instance: Path) -> Part:
    try:
        free = shutil.disk_usage(instance).free
    except OSError as error:
        return Part("disk", "red", f"{instance.name}: {error.strerror}")
    megabytes = free // 2**20
    if free < LEAST_FREE_BYTES:
        return Part("disk", "amber", f"{megabytes} MB left; make room")
    return Part("disk", "green", f"{megabytes} MB left")


def _worker(health: Health) -> Part:
    try:
        behind = count_unnumbered() + last_sequence() - health.position
        failing = list_failing_followers()
    except SQLAlchemyError as error:
        return Part("worker", "amber", f"its progress cannot be read: {type(error).__name__}")
    finally:
        db.session.rollback()
    if failing:
        words = "; ".join(f"{name} failed {count} times: {why}" for name, count, why in failing)
        return Part("worker", "amber", words)
    if behind > MOST_BEHIND:
        return Part("worker", "amber", f"{behind} changes wait; is the worker running?")
    return Part("worker", "green", f"{max(behind, 0)} changes wait")


def _keys(keys: MarkKeys) -> Part:
    lost = [key_id for key_id in list_key_ids() if key_id not in keys]
    if lost:
        names = ", ".join(str(key_id) for key_id in lost)
        return Part(
            "mark keys", "amber", f"codes were issued with key {names}; add it to MARK_KEYS"
        )
    return Part("mark keys", "green", f"new codes use key {keys.current}")
