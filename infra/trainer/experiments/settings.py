"""What a run of STaR on sums is made of: its problems and its base model."""

from typing import NamedTuple

import numpy as np

from mmsynth_trainer.tiny.corpus import CorpusRecipe
from mmsynth_trainer.tiny.problems import distinct_sums
from mmsynth_trainer.tiny.sums import Sum
from mmsynth_trainer.tiny.sums_recipe import SumsRecipe

from .taught_recipe import TaughtRecipe


class Settings(NamedTuple):
    seed: int
    rationalize: bool
    iterations: int
    #: Steps of iteration 1 and how many more each time (the paper's arithmetic run: 300 and 20).
    first_steps: int
    more_steps: int
    #: Longest sum of the pool; dev goes one digit beyond.
    longest: int
    #: Problems a length; of one digit there are 30 in the pool and 30 in dev.
    pool: int
    dev: int
    replay: float
    hinted: int
    #: Longest sum that the base has seen with a hint; None: as long as the pool's.
    shown: int | None = None
    #: Attempts at a problem; more than one are drawn at this temperature.
    samples: int = 1
    temperature: float = 0.0
    #: Whether the base has seen sums of three digits worked out without a hint.
    taught: bool = False

    def steps(self, iteration: int) -> int:
        return self.first_steps + self.more_steps * (iteration - 1)


def problems_of(settings: Settings) -> tuple[list[Sum], dict[int, list[Sum]]]:
    random = np.random.default_rng([settings.seed, 5])
    pool = [
        problem
        for digits in range(1, settings.longest + 1)
        for problem in distinct_sums(random, digits, "pool", settings.pool)
    ]
    dev = {
        digits: distinct_sums(random, digits, "dev", settings.dev) for digits in range(1, settings.longest + 2)
    }
    return pool, dev


def recipe_of(settings: Settings) -> SumsRecipe:
    kind = TaughtRecipe if settings.taught else SumsRecipe
    longest = settings.longest if settings.shown is None else settings.shown
    return kind(seed=settings.seed, exercises=CorpusRecipe(hinted=settings.hinted, longest=longest))
