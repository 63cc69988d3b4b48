"""Alembic: how the tables of an installation came to be, step by step."""
