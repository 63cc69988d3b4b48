"""Putting built rows into the database of an application."""

from flask import Flask
from sqlalchemy.orm import Session

from webapp.extensions import db
from webapp.models.columns import Row


def save(app: Flask, *rows: Row) -> None:
    """Commit the rows and what they refer to; their columns stay readable afterwards."""
    with app.app_context(), Session(db.engine, expire_on_commit=False) as session:
        session.add_all(rows)
        session.commit()
