"""A base model that has seen a third line: what the arm without rationalization may lack."""

from typing import Callable

import numpy as np

from mmsynth_trainer.tiny.corpus import example
from mmsynth_trainer.tiny.packing import Example
from mmsynth_trainer.tiny.problems import distinct_sums
from mmsynth_trainer.tiny.sums import prompt_characters, scratchpad_characters
from mmsynth_trainer.tiny.sums_recipe import SumsRecipe

DIGITS = 3
#: As many as there are hinted ones of a length, at about their share.
PROBLEMS = 30
SHARE = 0.05


class TaughtRecipe(SumsRecipe):
    """The base of sums, with a few fixed sums of three digits worked out without a hint among its examples."""

    def corpus(self, random: np.random.Generator) -> Callable[[], Example]:
        others = super().corpus(random)
        problems = distinct_sums(np.random.default_rng([self.seed, 8]), DIGITS, "base", PROBLEMS)

        def draw() -> Example:
            if random.random() >= SHARE:
                return others()
            problem = problems[random.integers(PROBLEMS)]
            return example(prompt_characters(problem), scratchpad_characters(problem))

        return draw
