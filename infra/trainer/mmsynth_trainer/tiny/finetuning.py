"""Fine-tuning of the tiny model: the file's examples and, beside them, a declared share of the base corpus."""

import math
from typing import Callable, Iterator, NamedTuple, Sequence

import numpy as np

from .adam import State, stepped
from .packing import Example, packed
from .recipe import Recipe


class Tuning(NamedTuple):
    steps: int
    rate: float
    seed: int = 0
    #: Share of examples drawn from the base corpus: it stands for the few-shot prompt that sampling keeps, without
    #: which the model forgets to read hints. 0 turns it off.
    replay: float = 0.2
    #: Rows of a batch.
    rows: int = 16


def rate_at(tuning: Tuning, step: int) -> float:
    """Constant for the first half of the steps, then linearly down: a constant one leaves the last model to chance."""
    return tuning.rate * min(1.0, 2 * (1 - (step - 1) / tuning.steps))


def _stream(examples: Sequence[Example], random: np.random.Generator) -> Iterator[Example]:
    """The examples in a new order each epoch, for ever. Raises ValueError where there are none."""
    if not examples:
        raise ValueError("there is nothing to train on")
    while True:
        for index in random.permutation(len(examples)):
            yield examples[index]


def drawn(recipe: Recipe, examples: Sequence[Example], tuning: Tuning) -> Callable[[], Example]:
    random = np.random.default_rng([tuning.seed, 3])
    own = _stream(examples, random)
    replayed = recipe.corpus(np.random.default_rng([tuning.seed, 4]))
    return lambda: replayed() if random.random() < tuning.replay else next(own)


def epoch_steps(examples: Sequence[Example], tuning: Tuning, length: int) -> int:
    """Steps in which each example is seen about once, replay on top."""
    tokens = sum(example.size for example in examples) / (1 - tuning.replay)
    return max(1, math.ceil(tokens / (tuning.rows * length)))


def fine_tuned(
    recipe: Recipe, start: State, examples: Sequence[Example], tuning: Tuning
) -> Iterator[tuple[State, float, int]]:
    """State, loss and learned tokens of each step.

    Batches follow from the seed alone, so training goes on from a state of step k as if it had never stopped.
    """
    draw = drawn(recipe, examples, tuning)
    for _ in range(start.step):
        packed(draw, tuning.rows, recipe.shape.length)
    state = start
    while state.step < tuning.steps:
        batch = packed(draw, tuning.rows, recipe.shape.length)
        state, loss = stepped(recipe.shape, state, batch, rate_at(tuning, state.step + 1))
        yield state, loss, int(batch.weights.sum())
