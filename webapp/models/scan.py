"""What scans leave behind.  Only on PostgreSQL are these tables written to.

On SQLite scans and wrong guesses have files of their own (`adapters/scan_store`,
`adapters/limits.py`): there the tables of the catalogue stay empty, so that a scan never makes
anybody think that the catalogue has changed.
"""

from sqlalchemy import BigInteger, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db


class ScanCount(db.Model):  # type: ignore[name-defined]
    """How often a code was scanned, and when first; see `domain/scans.py` for the number."""

    __tablename__ = "scan_counts"

    code: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    count: Mapped[int] = mapped_column(BigInteger)
    first_at: Mapped[int] = mapped_column(BigInteger)


class ScanObservation(db.Model):  # type: ignore[name-defined]
    """One of the newest looks at a unit code: the slots of a code are a ring."""

    __tablename__ = "scan_observations"

    code: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[int] = mapped_column(BigInteger)
    visitor: Mapped[int] = mapped_column(BigInteger)
    region: Mapped[str] = mapped_column(String(13))


class ScanSalt(db.Model):  # type: ignore[name-defined]
    """The salt of one day's visitor hashes; destroyed when the day is over."""

    __tablename__ = "scan_salts"

    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary)


class GuessCount(db.Model):  # type: ignore[name-defined]
    """How many wrong codes a client has asked about since `started_at` (Unix seconds)."""

    __tablename__ = "guess_counts"

    client: Mapped[str] = mapped_column(String(32), primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger)
    started_at: Mapped[int] = mapped_column(BigInteger, index=True)
