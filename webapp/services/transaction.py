"""The unit of work: one write transaction, one commit."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from webapp.extensions import db


class ConflictError(Exception):
    """Somebody else changed the record meanwhile; nothing was written."""


@contextmanager
def unit_of_work() -> Iterator[Session]:
    """Yield a session whose transaction may write; commit once at the end, else roll back.

    On SQLite the transaction begins IMMEDIATE, so that what is read before a write cannot change
    under it (`FOR UPDATE` does nothing there).  Raises ConflictError when a row's version moved.
    """
    with Session(db.engine, expire_on_commit=False) as session:
        session.connection(execution_options={"registry_write": True})
        try:
            yield session
            session.commit()
        except StaleDataError as error:
            session.rollback()
            raise ConflictError(str(error)) from error
        except BaseException:
            session.rollback()
            raise
