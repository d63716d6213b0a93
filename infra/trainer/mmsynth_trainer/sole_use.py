"""A folder used by one process at a time; the system lets go of it when that process ends, however it does."""

from pathlib import Path
from typing import TextIO

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None


def hold(folder: Path) -> TextIO | None:
    """The open lock, to be kept for as long as the folder is used; None where another process holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = (folder / "lock").open("w")
    try:
        if fcntl:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        return None
    return lock
