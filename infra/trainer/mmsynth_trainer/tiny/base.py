"""The base model: trained from scratch until a rule, written before any run, says it is one."""

import functools
from typing import Callable, NamedTuple

import numpy as np

from .adam import State, fresh, stepped
from .attempts import accuracy, attempt
from .corpus import CorpusRecipe, corpus, seen_with_hint
from .model import Shape, initial
from .packing import packed
from .problems import distinct_sums
from .sums import Sum


class BaseRecipe(NamedTuple):
    """Everything the base model follows from; its hash names the cached file."""

    seed: int = 0
    shape: Shape = Shape()
    corpus: CorpusRecipe = CorpusRecipe()
    #: Steps between two looks at the rule, and steps at most.
    every: int = 100
    most: int = 2500
    #: The rule: own one-digit sums answered, fresh hinted sums of the base split worked out (mean over lengths), and
    #: one-digit sums of the pool answered, which the base has never seen. Of these, always naming the commonest sum, 9,
    #: would answer a tenth; a base below twice that share knows its own sums by heart and has nothing to begin with.
    one_digit: float = 0.5
    hinted: float = 0.8
    held_out: float = 0.2
    #: Hinted sums a length that the rule looks at.
    looked_at: int = 24


class Look(NamedTuple):
    step: int
    loss: float
    one_digit: float
    hinted: list[float]
    held_out: float

    def satisfies(self, recipe: BaseRecipe) -> bool:
        return (
            self.one_digit >= recipe.one_digit
            and float(np.mean(self.hinted)) >= recipe.hinted
            and self.held_out >= recipe.held_out
        )


def train_base(recipe: BaseRecipe, tell: Callable[[Look], None] = lambda look: None) -> tuple[dict, list[Look]]:
    """Parameters of the first checkpoint that satisfies the rule. Same recipe, same machine: same parameters.

    Never looks at dev. Raises ValueError where no checkpoint satisfies the rule.
    """
    draw = corpus(recipe.corpus, recipe.seed, np.random.default_rng([recipe.seed, 1]))
    own, held_out, fresh_hinted = _rule_problems(recipe)
    state: State = fresh(initial(recipe.shape, recipe.seed))
    looks: list[Look] = []
    while state.step < recipe.most:
        state, loss = stepped(recipe.shape, state, packed(draw))
        if state.step % recipe.every:
            continue
        right = functools.partial(_right, recipe, state.parameters)
        hinted = [right(problems, True) for problems in fresh_hinted]
        look = Look(state.step, loss, right(own), hinted, right(held_out))
        looks.append(look)
        tell(look)
        if look.satisfies(recipe):
            return {name: np.asarray(value) for name, value in state.parameters.items()}, looks
    raise ValueError(f"No base model after {recipe.most} steps; the last look was {looks[-1]}.")


def _right(recipe: BaseRecipe, parameters: dict, problems: list[Sum], hint: bool = False) -> float:
    return accuracy(attempt(recipe.shape, parameters, problems, hint))


def _rule_problems(recipe: BaseRecipe) -> tuple[list[Sum], list[Sum], list[list[Sum]]]:
    """One-digit sums of the base's own, those of the pool, and hinted ones a length."""
    random = np.random.default_rng([recipe.seed, 2])
    seen = seen_with_hint(recipe.corpus, recipe.seed)
    own = distinct_sums(random, 1, "base", 40)
    held_out = distinct_sums(np.random.default_rng([recipe.seed, 6]), 1, "pool", 30)
    hinted = []
    for digits in range(2, recipe.corpus.longest + 1):
        some = distinct_sums(random, digits, "base", recipe.looked_at + recipe.corpus.hinted)
        hinted.append([problem for problem in some if problem not in seen][: recipe.looked_at])
    return own, held_out, hinted
