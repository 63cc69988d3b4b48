"""Writes shared by several use cases: they take the session and never commit."""
