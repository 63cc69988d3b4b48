"""`sample load` says what it wrote, and a second time that nothing was to do."""

from pathlib import Path

from flask import Flask

from tests.databases import on_sqlite
from webapp.cli.sample import group


@on_sqlite
def test_load_twice(app: Flask) -> None:
    runner = app.test_cli_runner()
    first = runner.invoke(group, ["load"])
    assert first.exit_code == 0, first.output
    assert "sample city loaded: 355 standards, 63 enterprises, 189 products" in first.output
    pictures = Path(app.instance_path, "pictures")
    assert len(list(pictures.glob("*.webp"))) > 150
    second = runner.invoke(group, ["load"])
    assert second.exit_code == 0
    assert "nothing was written" in second.output
