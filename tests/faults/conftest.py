"""Fixtures of the tests of faults."""

import pytest
from flask import Flask

from tests.faults.town import Town, build_town


@pytest.fixture
def town(app: Flask) -> Town:
    """A small register with its index, in the application's database."""
    return build_town(app)
