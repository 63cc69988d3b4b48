"""Reads: SELECT to frozen dataclasses; never write, never know the request."""
