"""A job's events."""

import logging
import time

from ..backend import Schedule, Step
from .store import JobStore

log = logging.getLogger(__name__)


class Telling:
    def __init__(self, jobs: JobStore, identity: str):
        self._jobs, self._identity = jobs, identity
        metrics = [event["data"] for event in jobs.events(identity) if event["type"] == "metrics"]
        self._step = metrics[-1]["step"] if metrics else 0
        #: Tokens learned in the steps told so far.
        self.tokens: int = sum(data["tokens"] for data in metrics)

    def message(self, text: str, level: str = "info") -> None:
        log.info("job %s: %s", self._identity, text)
        self._tell(text, level, "message", {})

    def step(self, schedule: Schedule, step: Step) -> None:
        """One event a step, also where a restart does a step again."""
        if step.number <= self._step:
            return
        self._step = step.number
        self.tokens += step.tokens
        data = {
            "step": step.number,
            "total_steps": schedule.steps,
            "loss": step.loss,
            "train_loss": step.loss,
            "tokens": step.tokens,
        }
        self._tell(f"Step {step.number}/{schedule.steps}: loss={step.loss:.4f}", "info", "metrics", data)

    def _tell(self, text: str, level: str, kind: str, data: dict) -> None:
        event = {"created_at": int(time.time()), "level": level, "message": text, "type": kind, "data": data}
        self._jobs.tell(self._identity, event)
