"""One job from its file to its model."""

import logging
import shutil
import time
import traceback

from ..backend import Task
from ..errors import ApiError, TrainingFileError
from ..files import Files
from ..records import read_records
from .hyperparameters import asked
from .models import Models
from .store import JobStore
from .telling import Telling

log = logging.getLogger(__name__)


class _Cancelled(Exception):
    pass


def run_job(jobs: JobStore, files: Files, models: Models, identity: str) -> None:
    """Runs a job to one of its ends, from its newest checkpoint where it has one. Raises nothing."""
    try:
        _train(jobs, files, models, identity)
    except _Cancelled:
        shutil.rmtree(jobs.folder(identity) / "checkpoints", ignore_errors=True)
    except TrainingFileError as error:
        _fail(jobs, identity, "invalid_training_file", str(error))
    except ApiError as error:
        _fail(jobs, identity, error.code, error.message)
    except Exception as error:  # the job fails, the service goes on
        log.error("job %s failed\n%s", identity, traceback.format_exc())
        _fail(jobs, identity, "training_failed", f"{type(error).__name__}: {error}")


def _train(jobs: JobStore, files: Files, models: Models, identity: str) -> None:
    job = jobs.get(identity)
    telling = Telling(jobs, identity)
    records = read_records(files.path(job["training_file"]))
    _enter(jobs, identity, "queued")
    found = models.find(job["model"])
    found.backend.prepare(found.base)
    task = Task(found.base, found.folder, records, asked(job), job["seed"], jobs.folder(identity))
    schedule = found.backend.plan(task)
    resolved = {"type": "supervised", "supervised": {"hyperparameters": schedule.hyperparameters}}
    _enter(jobs, identity, "running", hyperparameters=schedule.hyperparameters, method=resolved)
    telling.message(f"Training {schedule.steps} steps on {len(records)} lines from {job['model']}")
    for note in schedule.notes:
        telling.message(note)
    for step in found.backend.train(task):
        if jobs.get(identity)["status"] == "cancelled":
            raise _Cancelled
        telling.step(schedule, step)
    _enter(
        jobs,
        identity,
        "succeeded",
        finished_at=int(time.time()),
        fine_tuned_model=job["name"],
        trained_tokens=telling.tokens,
    )
    telling.message(f"New model: {job['name']}")


def _enter(jobs: JobStore, identity: str, status: str, **fields) -> None:
    with jobs.lock:
        if jobs.get(identity)["status"] == "cancelled":
            raise _Cancelled
        jobs.change(identity, status=status, **fields)


def _fail(jobs: JobStore, identity: str, code: str, message: str) -> None:
    error = {"code": code, "message": message, "param": "training_file" if code.endswith("file") else None}
    with jobs.lock:
        if jobs.get(identity)["status"] == "cancelled":
            return
        jobs.change(identity, status="failed", error=error, finished_at=int(time.time()))
    Telling(jobs, identity).message(message, level="error")
