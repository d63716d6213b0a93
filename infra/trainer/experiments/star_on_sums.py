"""The loop of STaR on sums, without a campaign around it: what the embedded model can learn is measured by it."""

import hashlib
import json
import time
from pathlib import Path
from typing import Iterator, NamedTuple

import numpy as np

from mmsynth_trainer.tiny.adam import RATE, fresh
from mmsynth_trainer.tiny.attempts import Attempt, accuracy, attempt
from mmsynth_trainer.tiny.sums_recipe import SumsRecipe
from mmsynth_trainer.tiny.base_cache import cached_base
from mmsynth_trainer.tiny.corpus import CorpusRecipe, example
from mmsynth_trainer.tiny.finetuning import Tuning, fine_tuned
from mmsynth_trainer.tiny.parameters_file import read_arrays, write_parameters
from mmsynth_trainer.tiny.problems import distinct_sums
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


def started(recipe: SumsRecipe, base: dict, dev: dict[int, list[Sum]], steps: int) -> dict:
    """The figure of iteration 0: what the base model can do."""
    measured = {
        name: {digits: accuracy(attempt(recipe.shape, base, sums, hint)) for digits, sums in dev.items()}
        for name, hint in (("accuracy", False), ("hinted", True))
    }
    return {"iteration": 0, **measured, "baseSteps": steps, "sizes": {digits: len(sums) for digits, sums in dev.items()}}


def recipe_of(settings: Settings) -> SumsRecipe:
    return SumsRecipe(seed=settings.seed, exercises=CorpusRecipe(hinted=settings.hinted, longest=settings.longest))


def run(settings: Settings, recipe: SumsRecipe, cache: Path, done: int) -> Iterator[dict]:
    """A figure for the base (iteration 0) and each iteration after the first `done` figures."""
    base, looks = cached_base(recipe, cache, lambda look: print(f"base: step {look.step}", flush=True))
    pool, dev = problems_of(settings)
    if done == 0:
        yield started(recipe, base, dev, looks[-1].step)
    known = hashlib.sha256(json.dumps(settings).encode()).hexdigest()[:16]
    model_of = lambda iteration: cache / f"sums-{known}-{iteration}.npz"
    model = read_arrays(model_of(done - 1)) if done > 1 else base
    for iteration in range(max(1, done), settings.iterations + 1):
        begun = time.process_time()
        generated = attempt(recipe.shape, model, pool)
        failed = [one.problem for one in generated if not one.right]
        rationalized = attempt(recipe.shape, model, failed, True) if settings.rationalize else []
        kept = [one for one in [*generated, *rationalized] if one.right]
        figure = {
            "iteration": iteration,
            "pool": len(pool),
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
        measured = {digits: accuracy(attempt(recipe.shape, model, sums)) for digits, sums in dev.items()}
        write_parameters(model_of(iteration), model)
        cpu = round(time.process_time() - begun, 1)
        yield figure | {"accuracy": measured, "loss": float(np.mean(losses[-10:])), "cpuSeconds": cpu}
