"""`sample load` says what it wrote, and a second time that nothing was to do."""

import re
from pathlib import Path

from flask import Flask

from tests.databases import on_sqlite
from webapp.cli.sample import group


@on_sqlite
def test_load_twice(app: Flask) -> None:
    runner = app.test_cli_runner()
    first = runner.invoke(group, ["load"])
    assert first.exit_code == 0, first.output
    assert re.search(r"loaded: \d{3} standards, \d\d enterprises, \d{3} products", first.output)
    pictures = Path(app.instance_path, "pictures")
    assert len(list(pictures.glob("*.webp"))) > 150
    second = runner.invoke(group, ["load"])
    assert second.exit_code == 0
    assert "nothing was written" in second.output
