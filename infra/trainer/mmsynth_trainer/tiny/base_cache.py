"""Base models on disk, each under a hash of the recipe it follows from."""

import hashlib
import json
import os
from pathlib import Path
from typing import Callable

import numpy as np

from .base import BaseRecipe, Look, train_base

#: Raised when code changes what a recipe gives, so that an older file is not met.
REVISION = 1


def recipe_hash(recipe: BaseRecipe) -> str:
    plain = recipe._asdict() | {"shape": recipe.shape._asdict(), "corpus": recipe.corpus._asdict()}
    return hashlib.sha256(json.dumps([REVISION, plain], sort_keys=True).encode()).hexdigest()[:16]


def cached_base(
    recipe: BaseRecipe, folder: Path, tell: Callable[[Look], None] = lambda look: None
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
