"""Hyperparameters as a job asks for them, in both places where the API has them."""

from ..backend import Hyperparameters
from ..errors import ApiError

#: Least value of each hyperparameter, and whether it is a whole number.
_BOUNDS = {
    "n_epochs": (1, True),
    "batch_size": (1, True),
    "learning_rate_multiplier": (0, False),
    "n_steps": (1, True),
    "replay": (0, False),
}


def refusal(param: str, message: str) -> ApiError:
    return ApiError(400, "invalid_value", f"{param}: {message}.", param)


def wanted_hyperparameters(request: dict) -> dict:
    """Those that are set. Raises ApiError 400 naming the field."""
    method = request.get("method") or {"type": "supervised"}
    if not isinstance(method, dict) or method.get("type") != "supervised":
        raise refusal("method.type", 'only "supervised" is supported')
    named = (method.get("supervised") or {}).get("hyperparameters") or request.get("hyperparameters") or {}
    if not isinstance(named, dict):
        raise refusal("hyperparameters", "an object is needed")
    wanted = {}
    for name, value in named.items():
        if name not in _BOUNDS:
            raise refusal(f"hyperparameters.{name}", f"not known here; there are {', '.join(_BOUNDS)}")
        least, whole = _BOUNDS[name]
        if value is None or value == "auto":
            continue
        if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)) or value < least:
            raise refusal(f"hyperparameters.{name}", f'"auto" or a {"whole " * whole}number from {least} on is needed')
        wanted[name] = value
    if wanted.get("replay", 0) >= 1:
        raise refusal("hyperparameters.replay", "a share below 1 is needed")
    return wanted


def asked(job: dict) -> Hyperparameters:
    return Hyperparameters(**job["asked"])
