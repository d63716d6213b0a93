"""A service over HTTP with a small base model, in this process or in one of its own that can be killed."""

import contextlib
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Iterator

from mmsynth_trainer.api.server import Server
from mmsynth_trainer.service import Service
from mmsynth_trainer.tiny.backend import TinyBackend
from mmsynth_trainer.tiny.families import NAME

from .client import Client
from .small import SMALL, SMALL_TEXT

#: Steps between two checkpoints.
EVERY = 5


def _raise(error: Exception) -> None:
    raise error


def _server(data: Path, port: int = 0) -> Server:
    service = Service(data, NAME, [TinyBackend(data / "bases", {NAME: SMALL, "tiny-text": SMALL_TEXT}, EVERY)])
    server = Server("127.0.0.1", port, service)
    service.start(_raise)
    return server


@contextlib.contextmanager
def served() -> Iterator[Client]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        server = _server(Path(folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        client = Client(server.server_address[1])
        client.ready()
        yield client
        server.shutdown()
        server.server_close()


def started(data: Path) -> tuple[subprocess.Popen, Client]:
    """A service in a process of its own, which the caller ends."""
    command = [sys.executable, "-m", "tests.served", str(data)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent)
    client = Client(int(process.stdout.readline()))
    client.ready()
    return process, client


if __name__ == "__main__":
    running = _server(Path(sys.argv[1]))
    print(running.server_address[1], flush=True)
    running.serve_forever()
