"""How many worked sums of three digits it takes to learn them: one training each on what the base solves and so many more.

Run from infra/trainer: python -m experiments.doses --seed 0 --doses 0 5 15 50 150 --out doses.jsonl
"""

import argparse
import json
from pathlib import Path
from typing import Iterator, NamedTuple, Sequence

from mmsynth_trainer.tiny.adam import RATE, fresh
from mmsynth_trainer.tiny.attempts import Attempt, accuracy, attempt
from mmsynth_trainer.tiny.base_cache import cached_base
from mmsynth_trainer.tiny.corpus import example
from mmsynth_trainer.tiny.finetuning import Tuning, fine_tuned
from mmsynth_trainer.tiny.sums import prompt_characters, scratchpad_characters
from mmsynth_trainer.tiny.sums_recipe import SumsRecipe

from .columns import columns_right
from .settings import Settings, problems_of, recipe_of
from .star_on_sums import whole

#: Length of the sums that are added.
DIGITS = 3
LONGEST = 4


class Dosing(NamedTuple):
    seed: int
    doses: Sequence[int]
    steps: int
    pool: int
    dev: int


def run(dosing: Dosing, recipe: SumsRecipe, cache: Path) -> Iterator[dict]:
    """A figure a dose: dev accuracy by length, and how many of three and four digits were worked out to their last column."""
    base, _ = cached_base(recipe, cache, lambda look: print(f"base: step {look.step}", flush=True))
    pool, dev = problems_of(_settings(dosing))
    solved = [one for one in attempt(recipe.shape, base, pool) if one.right]
    own = [(prompt_characters(one.problem), one.text) for one in solved]
    gold = [(prompt_characters(one), scratchpad_characters(one)) for one in pool if one.digits == DIGITS]
    for dose in dosing.doses:
        examples = [example(*pair) for pair in [*own, *gold[:dose]]]
        tuning = Tuning(dosing.steps, RATE, dosing.seed * 1000 + 1)
        parameters = base
        for state, _, _ in fine_tuned(recipe, fresh(base), examples, tuning):
            parameters = state.parameters
        answered = {digits: attempt(recipe.shape, parameters, sums) for digits, sums in dev.items()}
        attempts = [one for of_length in answered.values() for one in of_length]
        yield {
            "seed": dosing.seed,
            "dose": dose,
            "steps": dosing.steps,
            "own": _counts(solved),
            "examples": len(examples),
            "accuracy": {digits: accuracy(of_length) for digits, of_length in answered.items()},
            "lines": whole(attempts, LONGEST),
            "columns": {digits: columns_right(attempts, digits) for digits in range(2, LONGEST + 1)},
        }


def _counts(solved: list[Attempt]) -> dict[int, int]:
    return {digits: sum(one.problem.digits == digits for one in solved) for digits in range(1, LONGEST + 1)}


def _settings(dosing: Dosing) -> Settings:
    """Dev goes one digit beyond the pool, which is of three digits at most."""
    plain = Settings(dosing.seed, False, 1, dosing.steps, 0, DIGITS, dosing.pool, dosing.dev, 0.2, 30)
    return plain._replace(shown=6)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--doses", type=int, nargs="+", default=[0, 5, 15, 50, 150])
    parser.add_argument("--steps", type=int, default=160)
    parser.add_argument("--pool", type=int, default=150)
    parser.add_argument("--dev", type=int, default=100)
    parser.add_argument("--cache", type=Path, default=Path(".mmsynth-trainer"))
    parser.add_argument("--out", type=Path, required=True)
    options = vars(parser.parse_args())
    cache, out = options.pop("cache"), options.pop("out")
    dosing = Dosing(**options)
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("a") as lines:
        for figure in run(dosing, recipe_of(_settings(dosing)), cache):
            lines.write(json.dumps(figure) + "\n")
            lines.flush()
            print(json.dumps(figure), flush=True)


if __name__ == "__main__":
    main()
