"""Writes: one function per use case, one commit with its event and outbox row."""
