"""Jobs on disk: a folder each, with the job as the API shows it and its events, one a line."""

import json
import threading
from pathlib import Path

from ..durable import write_json
from ..errors import ApiError

#: States a job does not leave.
ENDED = frozenset({"succeeded", "failed", "cancelled"})


class JobStore:
    """All jobs, in the order they were made. Safe for many threads."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._lock = threading.RLock()
        folder.mkdir(parents=True, exist_ok=True)
        found = [json.loads(path.read_text()) for path in folder.glob("*/job.json")]
        self._jobs = {job["id"]: job for job in sorted(found, key=lambda job: job["number"])}
        self._events = {identity: self._read_events(identity) for identity in self._jobs}

    @property
    def lock(self) -> threading.RLock:
        """Held by who reads and then writes."""
        return self._lock

    def folder(self, identity: str) -> Path:
        return self._folder / identity

    def get(self, identity: str) -> dict:
        """Raises ApiError 404."""
        job = self._jobs.get(identity)
        if job is None:
            raise ApiError(404, "job_not_found", f'There is no fine-tuning job "{identity}".', "fine_tuning_job_id")
        return job

    def all(self) -> list[dict]:
        with self._lock:
            return list(self._jobs.values())

    def put(self, job: dict) -> dict:
        with self._lock:
            write_json(self.folder(job["id"]) / "job.json", job)
            self._jobs[job["id"]] = job
            self._events.setdefault(job["id"], [])
        return job

    def change(self, identity: str, **fields) -> dict:
        with self._lock:
            return self.put({**self.get(identity), **fields})

    def events(self, identity: str) -> list[dict]:
        with self._lock:
            self.get(identity)
            return list(self._events[identity])

    def tell(self, identity: str, event: dict) -> None:
        with self._lock:
            events = self._events[identity]
            whole = {"id": f"ftevent-{identity}-{len(events)}", "object": "fine_tuning.job.event", **event}
            with (self.folder(identity) / "events.jsonl").open("a") as file:
                file.write(json.dumps(whole) + "\n")
            events.append(whole)

    def _read_events(self, identity: str) -> list[dict]:
        path = self.folder(identity) / "events.jsonl"
        lines = path.read_text().split("\n") if path.exists() else []
        # What follows the last line break was being written when the service was killed.
        if lines and lines[-1]:
            path.write_text("".join(f"{line}\n" for line in lines[:-1]))
        return [json.loads(line) for line in lines[:-1]]
