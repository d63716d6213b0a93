"""The parts of one running service."""

import threading
from pathlib import Path
from typing import Callable, Sequence

from .backend import Backend
from .files import Files
from .jobs.models import Models, checkpoints
from .jobs.runner import Runner
from .jobs.store import JobStore


class Service:
    def __init__(self, data: Path, base: str, backends: Sequence[Backend]):
        """`base`: the model that must be there before the service calls itself ready."""
        self.base = base
        self.jobs = JobStore(data / "jobs")
        self.files = Files(data / "files")
        self.models = Models(backends, self.jobs)
        self.runner = Runner(self.jobs, self.files, self.models)

    def ready(self) -> bool:
        return self.models.find(self.base).backend.ready(self.base)

    def start(self, failed: Callable[[Exception], None]) -> None:
        """Makes the base model ready, then runs jobs; `failed` is told where there can be no such model."""
        threading.Thread(target=self._start, args=(failed,), daemon=True, name="start").start()

    def _start(self, failed: Callable[[Exception], None]) -> None:
        try:
            self.models.find(self.base).backend.prepare(self.base)
        except Exception as error:  # whatever it is, without the model there is nothing to serve
            return failed(error)
        self.runner.start()

    def checkpoints(self, identity: str) -> list[dict]:
        """Checkpoints of a job that are still on disk, newest first. Raises ApiError 404."""
        job = self.jobs.get(identity)
        losses = {
            event["data"]["step"]: (event["data"]["loss"], event["created_at"])
            for event in self.jobs.events(identity)
            if event["type"] == "metrics"
        }
        return [
            {
                "id": f"ftckpt-{identity}-{step}",
                "object": "fine_tuning.job.checkpoint",
                "created_at": losses[step][1],
                "fine_tuning_job_id": identity,
                "fine_tuned_model_checkpoint": f"{job['name']}:ckpt-step-{step}",
                "step_number": step,
                "metrics": {"step": step, "train_loss": losses[step][0]},
            }
            for step in reversed(checkpoints(self.jobs.folder(identity)))
            if step in losses
        ]
