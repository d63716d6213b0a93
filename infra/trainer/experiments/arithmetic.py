"""STaR on sums, one seed and arm: accuracy by length and iteration. Writes a JSON line after each iteration.

Run from infra/trainer: python -m experiments.arithmetic --seed 0 --rationalize yes --out figures.jsonl
"""

import argparse
import json
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np

from mmsynth_trainer.tiny.adam import RATE, fresh
from mmsynth_trainer.tiny.attempts import Attempt, accuracy, attempt
from mmsynth_trainer.tiny.base import BaseRecipe, train_base
from mmsynth_trainer.tiny.corpus import CorpusRecipe, distinct_sums, example
from mmsynth_trainer.tiny.finetuning import Tuning, fine_tuned
from mmsynth_trainer.tiny.sums import Sum, prompt_characters


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

    def steps(self, iteration: int) -> int:
        return self.first_steps + self.more_steps * (iteration - 1)


def base_of(recipe: BaseRecipe, cache: Path) -> tuple[dict, list]:
    from mmsynth_trainer.tiny.base_cache import cached_base

    return cached_base(recipe, cache)


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


def by_length(attempts: list[Attempt], longest: int) -> dict[int, list[int]]:
    """Right answers and, of them, those with wrong working, by digits."""
    return {
        digits: [
            sum(one.right for one in attempts if one.problem.digits == digits),
            sum(one.right and not one.sound for one in attempts if one.problem.digits == digits),
        ]
        for digits in range(1, longest + 1)
    }


def run(settings: Settings, cache: Path):
    """Yields a figure for the base (iteration 0) and each iteration."""
    recipe = BaseRecipe(seed=settings.seed, corpus=CorpusRecipe(hinted=settings.hinted, longest=settings.longest))
    base, looks = base_of(recipe, cache)
    pool, dev = problems_of(settings)
    measure = lambda parameters, hint=False: {
        digits: accuracy(attempt(recipe.shape, parameters, sums, hint)) for digits, sums in dev.items()
    }
    yield {
        "iteration": 0,
        "accuracy": measure(base),
        "hinted": measure(base, True),
        "baseSteps": looks[-1].step,
        "sizes": {digits: len(sums) for digits, sums in dev.items()},
        "pool": len(pool),
    }
    model = base
    for iteration in range(1, settings.iterations + 1):
        started = time.monotonic()
        generated = attempt(recipe.shape, model, pool)
        failed = [one.problem for one in generated if not one.right]
        rationalized = attempt(recipe.shape, model, failed, True) if settings.rationalize else []
        kept = [one for one in [*generated, *rationalized] if one.right]
        figure = {
            "iteration": iteration,
            "generated": by_length(generated, settings.longest),
            "rationalized": by_length(rationalized, settings.longest),
            "kept": len(kept),
            "steps": settings.steps(iteration),
        }
        if not kept:
            yield figure | {"stopped": "base_too_weak"}
            return
        examples = [example(prompt_characters(one.problem), one.text) for one in kept]
        tuning = Tuning(settings.steps(iteration), RATE, settings.seed * 1000 + iteration, settings.replay)
        losses = []
        for state, loss, _ in fine_tuned(recipe, fresh(base), examples, tuning):
            losses.append(loss)
        model = state.parameters
        yield figure | {
            "accuracy": measure(model),
            "loss": float(np.mean(losses[-10:])),
            "seconds": round(time.monotonic() - started, 1),
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rationalize", choices=["yes", "no"], default="yes")
    parser.add_argument("--iterations", type=int, default=8)
    parser.add_argument("--first-steps", type=int, default=300)
    parser.add_argument("--more-steps", type=int, default=20)
    parser.add_argument("--longest", type=int, default=6)
    parser.add_argument("--pool", type=int, default=150)
    parser.add_argument("--dev", type=int, default=100)
    parser.add_argument("--replay", type=float, default=0.2)
    parser.add_argument("--hinted", type=int, default=30)
    parser.add_argument("--cache", type=Path, default=Path(".mmsynth-trainer"))
    parser.add_argument("--out", type=Path, required=True)
    options = vars(parser.parse_args())
    cache, out = options.pop("cache"), options.pop("out")
    settings = Settings(**options | {"rationalize": options["rationalize"] == "yes"})
    for figure in run(settings, cache):
        with out.open("a") as lines:
            lines.write(json.dumps({"settings": settings._asdict(), **figure}) + "\n")
        print(json.dumps(figure), flush=True)


if __name__ == "__main__":
    main()
