"""Base models on disk, each under a hash of the recipe it follows from."""

import hashlib
import json
import os
from pathlib import Path
from typing import Callable

import numpy as np

from .base import train_base
from .recipe import Look, Recipe

#: Raised when code changes what a recipe gives, so that an older file is not met.
REVISION = 1


def recipe_hash(recipe: Recipe) -> str:
    named = json.dumps([REVISION, type(recipe).__name__, _plain(recipe)], sort_keys=True)
    return hashlib.sha256(named.encode()).hexdigest()[:16]


def _plain(value: object) -> object:
    """NamedTuples as objects, so that a field's name counts too."""
    if not hasattr(value, "_asdict"):
        return value
    return {name: _plain(field) for name, field in value._asdict().items()}


def cached_base(
    recipe: Recipe, folder: Path, tell: Callable[[Look], None] = lambda look: None
) -> tuple[dict, list[Look]]:
    """The base model of a recipe and the looks taken at it; trained where the folder does not hold it yet."""
    path = folder / f"base-{recipe_hash(recipe)}.npz"
    if not path.exists():
        parameters, looks = train_base(recipe, tell)
        folder.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}.npz")
        with draft.open("wb") as file:
            np.savez(file, looks=json.dumps(looks), **parameters)
        draft.replace(path)
    with np.load(path) as stored:
        looks = [Look(*look) for look in json.loads(str(stored["looks"]))]
        return {name: stored[name] for name in stored.files if name != "looks"}, looks
