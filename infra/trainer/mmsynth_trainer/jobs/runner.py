"""The thread that runs one job after the other, and finds them again after a restart."""

import queue
import threading
import time

from ..errors import ApiError
from ..files import Files
from .make import KEY, checked, new_job
from .models import Models
from .run_job import run_job
from .store import ENDED, JobStore
from .telling import Telling


class Runner:
    def __init__(self, jobs: JobStore, files: Files, models: Models):
        self._jobs, self._files, self._models = jobs, files, models
        self._queue: queue.SimpleQueue[str] = queue.SimpleQueue()

    def start(self) -> None:
        """Jobs that were not at their end when the service last stopped come first."""
        for job in self._jobs.all():
            if job["status"] not in ENDED:
                self._queue.put(job["id"])
        threading.Thread(target=self._work, daemon=True, name="training").start()

    def create(self, body: object) -> dict:
        """The job asked for; one that is there with the same key and has not failed is given back instead."""
        request = checked(body)
        key = request["metadata"].get(KEY)
        found = self._models.find(request["model"])
        self._files.get(request["training_file"])
        with self._jobs.lock:
            for job in reversed(self._jobs.all()):
                if key and job["metadata"].get(KEY) == key and job["status"] not in ("failed", "cancelled"):
                    return job
            job = new_job(request, len(self._jobs.all()), found.base)
            job = self._jobs.put(job | {"name": self._models.new_name(job)})
        Telling(self._jobs, job["id"]).message("Created the job")
        self._queue.put(job["id"])
        return job

    def cancel(self, identity: str) -> dict:
        """Raises ApiError 400 for a job that has ended otherwise."""
        with self._jobs.lock:
            job = self._jobs.get(identity)
            if job["status"] == "cancelled":
                return job
            if job["status"] in ENDED:
                raise ApiError(400, "job_ended", f'The job "{identity}" has {job["status"]}; it cannot be cancelled.')
            job = self._jobs.change(identity, status="cancelled", finished_at=int(time.time()))
        Telling(self._jobs, identity).message("Cancelled the job")
        return job

    def _work(self) -> None:
        while True:
            identity = self._queue.get()
            if self._jobs.get(identity)["status"] not in ENDED:
                run_job(self._jobs, self._files, self._models, identity)
