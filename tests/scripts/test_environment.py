"""`scripts/environment` on a machine that lacks something: it names what, and the mend.

The installation itself is not repeated here; every `make` goes through it.
"""

import os
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
TOOLS = ("dirname", "env", "cat")


def _clone(folder: Path) -> Path:
    shutil.copytree(PROJECT / "scripts", folder / "scripts")
    (folder / "bin").mkdir()
    for tool in TOOLS:
        (folder / "bin" / tool).symlink_to(shutil.which(tool) or "")
    for name in ("requirements.txt", "requirements-dev.txt"):
        (folder / name).write_text("# nothing is needed\n")
    return folder


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The scripts and lock files in a folder whose name has a space, with a PATH of few tools."""
    return _clone(tmp_path / "a clone")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone whose environment was made and filled once."""
    folder = _clone(tmp_path_factory.mktemp("environment") / "a filled clone")
    done = _run(folder, PYTHON=sys.executable)
    assert done.returncode == 0, done.stderr
    assert "Installing requirements.txt" in done.stdout
    return folder


def _run(clone: Path, kind: str = "run", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", clone / "scripts" / "environment", kind],
        env={"PATH": str(clone / "bin"), "HOME": str(clone), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def _fake_python(clone: Path, body: str) -> None:
    python = clone / "bin" / "python3"
    python.write_text(f"#!/bin/sh\n{body}\n")
    python.chmod(0o755)


def test_without_python_it_says_what_to_install(clone: Path) -> None:
    done = _run(clone)
    assert done.returncode == 1
    assert "No Python 3.11 or newer was found" in done.stderr
    assert "apt-get install python3 python3-venv" in done.stderr


def test_an_old_python_is_none(clone: Path) -> None:
    _fake_python(clone, "exit 1")  # what `sys.exit(sys.version_info < (3, 11))` does on 3.10
    assert "No Python 3.11 or newer was found" in _run(clone).stderr


def test_a_python_without_venv_is_named_with_its_mend(clone: Path) -> None:
    blind = "import sys; sys.modules['ensurepip'] = None"
    (clone / "sitecustomize.py").write_text(blind)
    done = _run(clone, PYTHON=sys.executable, PYTHONPATH=str(clone))
    assert done.returncode == 1
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"apt-get install python{version}-venv" in done.stderr


def test_the_second_run_touches_neither_pip_nor_network(filled: Path) -> None:
    (filled / "requirements.txt").write_text("# nothing is needed\n")
    _run(filled, PYTHON=sys.executable)
    started = time.monotonic()
    second = _run(filled, PYTHON=sys.executable)
    assert (second.returncode, second.stdout) == (0, "")
    assert time.monotonic() - started < 2


def test_a_new_lock_file_is_installed(filled: Path) -> None:
    (filled / "requirements.txt").write_text("# something else is needed\n")
    assert "Installing" in _run(filled, PYTHON=sys.executable).stdout


def test_what_is_not_hashed_is_not_installed(filled: Path) -> None:
    with zipfile.ZipFile(filled / "parcel.zip", "w") as parcel:
        parcel.writestr("parcel/setup.py", "from setuptools import setup\nsetup(name='parcel')\n")
    (filled / "requirements.txt").write_text("./parcel.zip\n")
    done = _run(filled, PYTHON=sys.executable)
    assert done.returncode != 0
    assert "--require-hashes" in done.stderr
    assert "pip could not install" in done.stderr


def test_an_environment_whose_python_is_gone_is_made_anew(filled: Path) -> None:
    python = filled / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/nowhere/python3")
    assert "Making .venv" in _run(filled, PYTHON=sys.executable).stdout
    assert subprocess.run([python, "-c", ""], check=False).returncode == 0


def test_two_at_a_time_wait_for_each_other(clone: Path) -> None:
    command = ["/bin/sh", str(clone / "scripts" / "environment"), "run"]
    environment = {**os.environ, "PYTHON": sys.executable}
    both = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [process.communicate(timeout=120)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum("Installing" in text for text in said) == 1


def test_the_lock_fits_every_python_and_names_no_host() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (PROJECT / name).read_text()
        assert "--find-links" not in text
        assert "--index-url" not in text
        pins = [line for line in text.splitlines() if line and line[0].isalnum()]
        assert pins
        assert all("==" in pin and pin.endswith("\\") for pin in pins)
