"""A request for a job, checked and made into one."""

import secrets
import time

from ..backend import Hyperparameters
from ..errors import ApiError

#: Of a job's metadata: whoever asks again with the same value gets the same job.
KEY = "mmsynth_key"

_FIELDS = {"training_file", "model", "suffix", "seed", "metadata", "hyperparameters", "method", "validation_file"}
#: Least value of each hyperparameter, and whether it is a whole number.
_BOUNDS = {
    "n_epochs": (1, True),
    "batch_size": (1, True),
    "learning_rate_multiplier": (0, False),
    "n_steps": (1, True),
    "replay": (0, False),
}


def _refuse(param: str, message: str) -> ApiError:
    return ApiError(400, "invalid_value", f"{param}: {message}.", param)


def checked(request: object) -> dict:
    """The request with its defaults. Raises ApiError 400 naming the field."""
    if not isinstance(request, dict):
        raise ApiError(400, "invalid_json", "The request body is no JSON object.")
    for name, value in request.items():
        if name not in _FIELDS and value is not None:
            raise _refuse(name, "not known here")
    for name in ("training_file", "model"):
        if not isinstance(request.get(name), str):
            raise _refuse(name, "text is needed")
    if request.get("validation_file") is not None:
        raise _refuse("validation_file", "not supported; evaluate the trained model by asking it")
    suffix, seed, metadata = request.get("suffix"), request.get("seed"), request.get("metadata") or {}
    if suffix is not None and (not isinstance(suffix, str) or not 0 < len(suffix) <= 64):
        raise _refuse("suffix", "1 to 64 characters are needed")
    if seed is not None and (type(seed) is not int or seed < 0):
        raise _refuse("seed", "a whole number from 0 on is needed")
    if not isinstance(metadata, dict) or not all(isinstance(value, str) for value in metadata.values()):
        raise _refuse("metadata", "an object of texts is needed")
    return {
        "training_file": request["training_file"],
        "model": request["model"],
        "suffix": suffix,
        "seed": seed or 0,
        "metadata": metadata,
        "hyperparameters": _hyperparameters(request),
    }


def _hyperparameters(request: dict) -> dict:
    method = request.get("method") or {"type": "supervised"}
    if not isinstance(method, dict) or method.get("type") != "supervised":
        raise _refuse("method.type", 'only "supervised" is supported')
    named = (method.get("supervised") or {}).get("hyperparameters") or request.get("hyperparameters") or {}
    if not isinstance(named, dict):
        raise _refuse("hyperparameters", "an object is needed")
    wanted = {}
    for name, value in named.items():
        if name not in _BOUNDS:
            raise _refuse(f"hyperparameters.{name}", f"not known here; there are {', '.join(_BOUNDS)}")
        least, whole = _BOUNDS[name]
        if value is None or value == "auto":
            continue
        if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)) or value < least:
            raise _refuse(f"hyperparameters.{name}", f'"auto" or a {"whole " * whole}number from {least} on is needed')
        wanted[name] = value
    if wanted.get("replay", 0) >= 1:
        raise _refuse("hyperparameters.replay", "a share below 1 is needed")
    return wanted


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


def asked(job: dict) -> Hyperparameters:
    return Hyperparameters(**job["asked"])
