"""The base model of sums: what it is trained on, and the rule that ends its training."""

import functools
from typing import Callable, Mapping, NamedTuple, Sequence

import numpy as np

from ..records import Message, Record
from .attempts import accuracy, attempt
from .corpus import CorpusRecipe, corpus, seen_with_hint
from .model import Shape
from .packing import Example
from .problems import distinct_sums
from .sums import Sum
from .sums_text import example_of, prompt_tokens
from .vocabulary import characters_of


class SumsRecipe(NamedTuple):
    seed: int = 0
    shape: Shape = Shape()
    exercises: CorpusRecipe = CorpusRecipe()
    every: int = 100
    most: int = 2500
    rows: int = 16
    #: The rule: own one-digit sums answered, fresh hinted sums of the base split worked out (mean over lengths), and
    #: one-digit sums of the pool answered, which the base has never seen. Of these, always naming the commonest sum, 9,
    #: would answer a tenth; a base below twice that share knows its own sums by heart and has nothing to begin with.
    one_digit: float = 0.5
    hinted: float = 0.8
    held_out: float = 0.2
    #: Hinted sums a length that the rule looks at.
    looked_at: int = 24

    def corpus(self, random: np.random.Generator) -> Callable[[], Example]:
        return corpus(self.exercises, self.seed, random)

    def measure(self, parameters: dict) -> dict[str, float]:
        own, held_out, hinted = _rule_problems(self)
        right = lambda problems, hint=False: accuracy(attempt(self.shape, parameters, problems, hint))
        return {
            "one_digit": right(own),
            "held_out": right(held_out),
            "hinted": float(np.mean([right(problems, True) for problems in hinted])),
        }

    def accepts(self, measured: Mapping[str, float]) -> bool:
        return all(measured[name] >= getattr(self, name) for name in ("one_digit", "held_out", "hinted"))

    def prompt(self, content: str | tuple[Message, ...]) -> list[int]:
        return prompt_tokens(content)

    def cuts(self, content: str | tuple[Message, ...]) -> bool:
        return False

    def example(self, record: Record) -> Example:
        return example_of(record)

    def text(self, tokens: Sequence[int]) -> str:
        return characters_of(tokens)


@functools.lru_cache(maxsize=8)
def _rule_problems(recipe: SumsRecipe) -> tuple[list[Sum], list[Sum], list[list[Sum]]]:
    """One-digit sums of the base's own, those of the pool, and hinted ones a length."""
    random = np.random.default_rng([recipe.seed, 2])
    seen = seen_with_hint(recipe.exercises, recipe.seed)
    own = distinct_sums(random, 1, "base", 40)
    held_out = distinct_sums(np.random.default_rng([recipe.seed, 6]), 1, "pool", 30)
    hinted = []
    for digits in range(2, recipe.exercises.longest + 1):
        some = distinct_sums(random, digits, "base", recipe.looked_at + recipe.exercises.hinted)
        hinted.append([problem for problem in some if problem not in seen][: recipe.looked_at])
    return own, held_out, hinted
