"""Parameters and optimiser state on disk."""

import io
from pathlib import Path

import numpy as np

from ..durable import write_bytes
from .adam import State


def write_parameters(path: Path, parameters: dict, **more: np.ndarray) -> None:
    file = io.BytesIO()
    np.savez(file, **{name: np.asarray(value) for name, value in parameters.items()}, **more)
    write_bytes(path, file.getvalue())


def read_arrays(path: Path) -> dict:
    with np.load(path) as stored:
        return {name: stored[name] for name in stored.files}


def write_state(path: Path, state: State) -> None:
    named = {f"{part}/{name}": value for part in ("mean", "square") for name, value in getattr(state, part).items()}
    write_parameters(path, state.parameters, step=np.int64(state.step), **named)


def read_state(path: Path) -> State:
    arrays = read_arrays(path)
    step = int(arrays.pop("step"))
    parts: dict[str, dict] = {"parameters": {}, "mean": {}, "square": {}}
    for name, value in arrays.items():
        part, _, rest = name.rpartition("/")
        parts[part or "parameters"][rest] = value
    return State(**parts, step=step)
