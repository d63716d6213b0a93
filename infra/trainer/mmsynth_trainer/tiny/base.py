"""The base model: trained from scratch until a rule, written before any run, says it is one."""

from typing import Callable

import numpy as np

from .adam import State, fresh, stepped
from .model import initial
from .packing import packed
from .recipe import Look, Recipe


def train_base(recipe: Recipe, tell: Callable[[Look], None] = lambda look: None) -> tuple[dict, list[Look]]:
    """Parameters of the first checkpoint that satisfies the rule. Same recipe, same machine: same parameters.

    Raises ValueError where no checkpoint satisfies the rule.
    """
    draw = recipe.corpus(np.random.default_rng([recipe.seed, 1]))
    state: State = fresh(initial(recipe.shape, recipe.seed))
    looks: list[Look] = []
    while state.step < recipe.most:
        state, loss = stepped(recipe.shape, state, packed(draw, recipe.rows, recipe.shape.length))
        if state.step % recipe.every:
            continue
        look = Look(state.step, loss, recipe.measure(state.parameters))
        looks.append(look)
        tell(look)
        if recipe.accepts(look.measured):
            return {name: np.asarray(value) for name, value in state.parameters.items()}, looks
    raise ValueError(f"No base model after {recipe.most} steps; the last look was {looks[-1]}.")
