"""Rules: pure functions and frozen facts; no Flask, no SQLAlchemy, no clock of its own."""
