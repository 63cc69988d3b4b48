"""Fill `.venv` with the locked requirements, once per content of the lock files.

A stamp beside the installed packages holds the digest of what was installed, so that a second start
touches neither pip nor the network. A file lock lets several `make` run at the same time.
Standard library only: this runs before anything is installed.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = {
    "run": ["requirements.txt"],
    "dev": ["requirements.txt", "requirements-dev.txt"],
}


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """One process at a time fills the environment; the others wait and then find it filled."""
    with (ROOT / ".venv.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def digest_of(names: list[str]) -> str:
    """The digest of the lock files; another digest asks for a new installation."""
    digest = hashlib.sha256()
    for name in names:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def interpreter_answers() -> bool:
    """Whether `.venv` is whole: not cut off while it was made, its Python not upgraded away."""
    if not PYTHON.exists():
        return False
    probe = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    return subprocess.run([PYTHON, "-c", probe], capture_output=True, check=False).returncode == 0


def make_venv() -> None:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        raise SystemExit(
            f"Python {version} is here, but without {' and '.join(missing)}.\n"
            f"  Debian, Ubuntu:  apt-get install python{version}-venv\n"
            "  elsewhere:       install Python's venv module, or name another Python:\n"
            "                   make run PYTHON=/path/to/python3"
        )
    print(f"Making .venv with Python {version} …", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)


def install(names: list[str]) -> None:
    print(f"Installing {' and '.join(names)} (once; a few minutes on a slow line) …", flush=True)
    command = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--require-hashes", "--use-pep517"]
    for name in names:
        command += ["-r", ROOT / name]
    if subprocess.run(command, check=False).returncode != 0:
        raise SystemExit(
            "pip could not install the requirements; its message is above.\n"
            "Without a direct line to the package index set PIP_INDEX_URL or PIP_PROXY; try again."
        )


def main(kind: str) -> None:
    """Fill `.venv` for `run` or `dev`; returns at once when that was done before."""
    names = LOCKS[kind]
    stamp = VENV / f".installed-{kind}"
    wanted = digest_of(names)
    with alone():
        if not interpreter_answers():
            make_venv()
        if stamp.exists() and stamp.read_text() == wanted:
            return
        install(names)
        stamp.write_text(wanted)


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in LOCKS:
        raise SystemExit(f"usage: scripts/environment {'|'.join(LOCKS)}")
    try:
        main(sys.argv[1])
    except KeyboardInterrupt:
        raise SystemExit(130) from None
