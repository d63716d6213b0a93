"""The loop of STaR on sums, without a campaign around it: what the embedded model can learn is measured by it."""

import hashlib
import json
import time
from pathlib import Path
from typing import Iterator

import numpy as np

from mmsynth_trainer.tiny.adam import RATE, fresh
from mmsynth_trainer.tiny.attempts import Attempt, accuracy, attempt
from mmsynth_trainer.tiny.base_cache import cached_base
from mmsynth_trainer.tiny.corpus import example
from mmsynth_trainer.tiny.finetuning import Tuning, fine_tuned
from mmsynth_trainer.tiny.parameters_file import read_arrays, write_parameters
from mmsynth_trainer.tiny.sums import Sum, prompt_characters
from mmsynth_trainer.tiny.sums_recipe import SumsRecipe

from .settings import Settings, problems_of


def by_length(attempts: list[Attempt], longest: int) -> dict[int, list[int]]:
    """Right answers and, of them, those with wrong working, by digits."""
    return {
        digits: [
            sum(one.right for one in attempts if one.problem.digits == digits),
            sum(one.right and not one.sound for one in attempts if one.problem.digits == digits),
        ]
        for digits in range(1, longest + 1)
    }


def whole(attempts: list[Attempt], longest: int) -> dict[int, float]:
    """Share of attempts that have a line for every column, right or wrong, by digits."""
    shares = {}
    for digits in range(1, longest + 1):
        lines = [one.lines == digits for one in attempts if one.problem.digits == digits]
        shares[digits] = sum(lines) / len(lines)
    return shares


def started(recipe: SumsRecipe, base: dict, dev: dict[int, list[Sum]], steps: int) -> dict:
    """The figure of iteration 0: what the base model can do."""
    measured = {
        name: {digits: accuracy(attempt(recipe.shape, base, sums, hint)) for digits, sums in dev.items()}
        for name, hint in (("accuracy", False), ("hinted", True))
    }
    return {"iteration": 0, **measured, "baseSteps": steps, "sizes": {digits: len(sums) for digits, sums in dev.items()}}


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
        generated = attempt(recipe.shape, model, pool * settings.samples, False, settings.temperature, iteration)
        solved = {one.problem for one in generated if one.right}
        failed = [problem for problem in pool if problem not in solved]
        rationalized = attempt(recipe.shape, model, failed, True) if settings.rationalize else []
        # Of equal texts of one problem one is enough.
        kept = list({(one.problem, one.text): one for one in [*generated, *rationalized] if one.right}.values())
        figure = {
            "iteration": iteration,
            "pool": len(pool),
            "generated": by_length(generated, settings.longest),
            "rationalized": by_length(rationalized, settings.longest),
            "lines": whole(generated, settings.longest),
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
