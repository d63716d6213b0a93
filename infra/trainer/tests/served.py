"""A service over HTTP with a small base model, in this process or in one of its own that can be killed."""

import contextlib
import json
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Iterator

from mmsynth_trainer.api.server import Server
from mmsynth_trainer.service import Service
from mmsynth_trainer.tiny.backend import TinyBackend
from mmsynth_trainer.tiny.bases import NAME

from .small import SMALL

#: Steps between two checkpoints.
EVERY = 5


class Client:
    def __init__(self, port: int):
        self._base = f"http://127.0.0.1:{port}"

    def call(self, path: str, body: object = None, **headers: str) -> tuple[int, dict]:
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        request = urllib.request.Request(self._base + path, data, headers)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def upload(self, lines: list[dict]) -> str:
        head = '--b\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nfine-tune\r\n--b\r\n'
        head += 'Content-Disposition: form-data; name="file"; filename="t.jsonl"\r\n\r\n'
        body = head + "\n".join(json.dumps(line) for line in lines) + "\r\n--b--\r\n"
        status, file = self.call("/v1/files", body.encode(), **{"Content-Type": "multipart/form-data; boundary=b"})
        assert status == 200, file
        return file["id"]

    def create(self, file: str, steps: int, **fields: object) -> dict:
        asked = {"training_file": file, "model": NAME, "hyperparameters": {"n_steps": steps}, **fields}
        status, job = self.call("/v1/fine_tuning/jobs", asked)
        assert status == 200, job
        return job

    def steps(self, job: str) -> list[int]:
        """Steps told in the job's events, in their order."""
        events = self.call(f"/v1/fine_tuning/jobs/{job}/events?limit=1000")[1]["data"]
        return [event["data"]["step"] for event in reversed(events) if event["type"] == "metrics"]

    def ended(self, job: str) -> dict:
        return self.until(lambda: self.call(f"/v1/fine_tuning/jobs/{job}")[1], lambda one: one["finished_at"] is not None)

    def ready(self) -> None:
        self.until(lambda: self.call("/health"), lambda answer: answer[0] == 200)

    def until(self, look, enough):
        while not enough(seen := look()):
            time.sleep(0.02)
        return seen


def _server(data: Path, port: int = 0) -> Server:
    service = Service(data, NAME, [TinyBackend(data / "bases", SMALL, EVERY)])
    server = Server("127.0.0.1", port, service)
    service.start()
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
