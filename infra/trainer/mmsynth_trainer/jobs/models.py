"""Names of models: of the bases, of what jobs trained, and of their checkpoints."""

import re
from pathlib import Path
from typing import NamedTuple, Sequence

from ..backend import Backend
from ..errors import ApiError
from .store import JobStore

_CHECKPOINT = re.compile(r"^(?P<model>.+):ckpt-step-(?P<step>\d+)$")
_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")


class Found(NamedTuple):
    backend: Backend
    base: str
    #: None for a base model.
    folder: Path | None


class Models:
    def __init__(self, backends: Sequence[Backend], jobs: JobStore):
        self._backends = backends
        self._jobs = jobs

    def find(self, name: str) -> Found:
        """Raises ApiError 404."""
        for backend in self._backends:
            if backend.has(name):
                return Found(backend, name, None)
        checkpoint = _CHECKPOINT.match(name)
        model = checkpoint["model"] if checkpoint else name
        for job in self._jobs.all():
            if job["name"] != model or not (checkpoint or job["status"] == "succeeded"):
                continue
            folder = self._jobs.folder(job["id"])
            folder = checkpoint_folder(folder, int(checkpoint["step"])) if checkpoint else folder / "model"
            if folder.is_dir():
                return Found(self.find(job["base"]).backend, job["base"], folder)
        raise ApiError(404, "model_not_found", f'There is no model "{name}" here; GET /v1/models lists them.', "model")

    def listed(self) -> list[dict]:
        bases = [
            {"id": name, "object": "model", "created": 0, "owned_by": "mmsynth"}
            for backend in self._backends
            for name in backend.bases()
        ]
        trained = [
            {"id": job["fine_tuned_model"], "object": "model", "created": job["finished_at"], "owned_by": "mmsynth"}
            for job in self._jobs.all()
            if job["status"] == "succeeded"
        ]
        return bases + trained

    def new_name(self, job: dict) -> str:
        """`ft:<base>:<suffix>`; with the job's id behind it where another job has that name already."""
        wanted = f"ft:{job['base']}:{_UNFIT.sub('-', job['suffix'] or job['id'])}"
        taken = {
            other["name"]
            for other in self._jobs.all()
            if other["id"] != job["id"] and other["status"] not in ("failed", "cancelled")
        }
        return f"{wanted}:{job['id']}" if wanted in taken else wanted


def checkpoint_folder(folder: Path, step: int) -> Path:
    return folder / "checkpoints" / f"{step:08d}"


def checkpoints(folder: Path) -> list[int]:
    """Steps of the checkpoints in a job's folder, in their order."""
    return sorted(int(path.name) for path in (folder / "checkpoints").glob("[0-9]*") if path.is_dir())
