"""A request for a job, checked and made into one."""

import secrets
import time

from ..errors import ApiError
from .hyperparameters import refusal, wanted_hyperparameters

#: Of a job's metadata: whoever asks again with the same value gets the same job.
KEY = "mmsynth_key"

_FIELDS = {"training_file", "model", "suffix", "seed", "metadata", "hyperparameters", "method", "validation_file"}


def checked(request: object) -> dict:
    """The request with its defaults. Raises ApiError 400 naming the field."""
    if not isinstance(request, dict):
        raise ApiError(400, "invalid_json", "The request body is no JSON object.")
    for name, value in request.items():
        if name not in _FIELDS and value is not None:
            raise refusal(name, "not known here")
    for name in ("training_file", "model"):
        if not isinstance(request.get(name), str):
            raise refusal(name, "text is needed")
    if request.get("validation_file") is not None:
        raise refusal("validation_file", "not supported; evaluate the trained model by asking it")
    suffix, seed, metadata = request.get("suffix"), request.get("seed"), request.get("metadata") or {}
    if suffix is not None and (not isinstance(suffix, str) or not 0 < len(suffix) <= 64):
        raise refusal("suffix", "1 to 64 characters are needed")
    if seed is not None and (type(seed) is not int or seed < 0):
        raise refusal("seed", "a whole number from 0 on is needed")
    if not isinstance(metadata, dict) or not all(isinstance(value, str) for value in metadata.values()):
        raise refusal("metadata", "an object of texts is needed")
    return {
        "training_file": request["training_file"],
        "model": request["model"],
        "suffix": suffix,
        "seed": seed or 0,
        "metadata": metadata,
        "hyperparameters": wanted_hyperparameters(request),
    }


def new_job(request: dict, number: int, base: str) -> dict:
    """`number` orders the jobs; times are too coarse for that."""
    identity = f"ftjob-{secrets.token_hex(12)}"
    wanted = request["hyperparameters"]
    return {
        "id": identity,
        "object": "fine_tuning.job",
        "number": number,
        "base": base,
        "model": request["model"],
        "created_at": int(time.time()),
        "finished_at": None,
        "estimated_finish": None,
        "error": None,
        "fine_tuned_model": None,
        "hyperparameters": wanted,
        "method": {"type": "supervised", "supervised": {"hyperparameters": wanted}},
        "asked": wanted,
        "name": None,
        "metadata": request["metadata"],
        "organization_id": "mmsynth",
        "result_files": [],
        "seed": request["seed"],
        "status": "validating_files",
        "suffix": request["suffix"],
        "trained_tokens": None,
        "training_file": request["training_file"],
        "user_provided_suffix": request["suffix"],
        "validation_file": None,
        "integrations": [],
    }


#: Of a job's record, but not of what the API shows.
_INTERNAL = {"number", "base", "asked", "name"}


def shown(job: dict) -> dict:
    return {name: value for name, value in job.items() if name not in _INTERNAL}
