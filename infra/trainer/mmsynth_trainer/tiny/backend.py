"""The tiny model behind the service. Base models are named tiny-sums and tiny-sums-<seed>."""

import functools
import logging
import re
import threading
from pathlib import Path
from typing import Iterator, Sequence

import numpy as np

from ..backend import Generated, Prompt, Schedule, Step, Task
from ..errors import ApiError, TrainingFileError
from ..jobs.models import checkpoint_folder, checkpoints
from .adam import RATE, State, fresh
from .base import BaseRecipe
from .base_cache import cached_base
from .batching import Batching
from .decoding import CONTEXT, Ask
from .finetuning import Tuning, fine_tuned, epoch_steps
from .model import Shape
from .packing import LENGTH, ROWS, Example
from .parameters_file import read_arrays, read_state, write_parameters, write_state
from .text import example_of, prompt_tokens
from .vocabulary import characters_of

log = logging.getLogger(__name__)

NAME = "tiny-sums"
_NAMED = re.compile(rf"^{NAME}(?:-(\d+))?$")
#: Steps between two checkpoints.
EVERY = 50
EPOCHS = 3
REPLAY = 0.2


class TinyBackend:
    def __init__(self, cache: Path, recipe: BaseRecipe = BaseRecipe()):
        self._cache, self._recipe = cache, recipe
        self._bases: dict[str, dict] = {}
        self._making = threading.Lock()
        self._batching = Batching(self._parameters)
        self._trained = functools.lru_cache(maxsize=32)(lambda folder: read_arrays(folder / "parameters.npz"))

    def bases(self) -> Sequence[str]:
        return sorted({NAME, *self._bases})

    def has(self, base: str) -> bool:
        return _NAMED.match(base) is not None

    def ready(self, base: str) -> bool:
        return base in self._bases

    def prepare(self, base: str) -> None:
        with self._making:
            if base in self._bases:
                return
            told = lambda look: log.info("%s: step %d, loss %.3f", base, look.step, look.loss)
            self._bases[base], looks = cached_base(self._recipe_of(base), self._cache, told)
            log.info("%s is ready: %d steps", base, looks[-1].step)

    def plan(self, task: Task) -> Schedule:
        examples, dropped = self._examples(task)
        tuning = self._tuning(task, examples)
        resolved = {
            "n_steps": tuning.steps,
            "n_epochs": task.hyperparameters.n_epochs or max(1, round(tuning.steps / epoch_steps(examples, tuning))),
            "batch_size": tuning.rows,
            "learning_rate_multiplier": tuning.rate / RATE,
            "replay": tuning.replay,
        }
        notes = [f"{dropped} lines are longer than {LENGTH} tokens and were left out"] if dropped else []
        if tuning.replay:
            notes.append(f"{tuning.replay:.0%} of examples are drawn from the base model's own corpus")
        return Schedule(resolved, tuning.steps, tuple(notes))

    def train(self, task: Task) -> Iterator[Step]:
        examples, _ = self._examples(task)
        tuning = self._tuning(task, examples)
        for state, loss, tokens in fine_tuned(self._recipe_of(task.base), self._start(task), examples, tuning):
            last = state.step == tuning.steps
            saved = last or state.step % EVERY == 0
            if saved:
                folder = checkpoint_folder(task.folder, state.step)
                write_state(folder / "state.npz", state)
                write_parameters(folder / "parameters.npz", state.parameters)
            yield Step(state.step, loss, tokens, saved)
        newest = checkpoint_folder(task.folder, checkpoints(task.folder)[-1])
        write_parameters(task.folder / "model" / "parameters.npz", read_arrays(newest / "parameters.npz"))

    def generate(self, base: str, model: Path | None, prompts: Sequence[Prompt]) -> list[Generated]:
        if not self.ready(base):
            self._prepare_soon(base)
            raise ApiError(503, "loading", f'The base model "{base}" is being made; ask again in a minute.')
        asks = [_ask(prompt) for prompt in prompts]
        answers = self._batching.answer(base, model, asks)
        return [
            Generated(characters_of(answer.tokens), len(ask.prompt), len(answer.tokens), answer.ended)
            for ask, answer in zip(asks, answers)
        ]

    def _prepare_soon(self, base: str) -> None:
        if not self._making.locked():
            threading.Thread(target=self.prepare, args=(base,), daemon=True, name=f"making {base}").start()

    def _recipe_of(self, base: str) -> BaseRecipe:
        found = _NAMED.match(base)
        return self._recipe._replace(seed=int(found[1] or self._recipe.seed) if found else self._recipe.seed)

    def _parameters(self, base: str, model: Path | None) -> tuple[Shape, dict]:
        return self._recipe.shape, self._bases[base] if model is None else self._trained(model)

    def _start(self, task: Task) -> State:
        done = checkpoints(task.folder)
        if done:
            return read_state(checkpoint_folder(task.folder, done[-1]) / "state.npz")
        return fresh(self._parameters(task.base, task.start)[1])

    def _examples(self, task: Task) -> tuple[list[Example], int]:
        every = [example_of(record) for record in task.records]
        fitting = [example for example in every if example.size <= LENGTH]
        if not fitting:
            raise TrainingFileError(f"No line fits into {LENGTH} tokens.")
        return fitting, len(every) - len(fitting)

    def _tuning(self, task: Task, examples: Sequence[Example]) -> Tuning:
        wanted = task.hyperparameters
        multiplier = 1.0 if wanted.learning_rate_multiplier is None else wanted.learning_rate_multiplier
        replay = REPLAY if wanted.replay is None else wanted.replay
        tuning = Tuning(0, RATE * multiplier, task.seed, replay, wanted.batch_size or ROWS)
        steps = wanted.n_steps or (wanted.n_epochs or EPOCHS) * epoch_steps(examples, tuning)
        return tuning._replace(steps=steps)


def _ask(prompt: Prompt) -> Ask:
    tokens = prompt_tokens(prompt.content)
    room = CONTEXT - len(tokens)
    if room < 1:
        message = f"The prompt has {len(tokens)} tokens; the tiny model takes {CONTEXT} with the answer."
        raise ApiError(400, "context_length_exceeded", message, "messages")
    return Ask(tokens, min(room, prompt.limit or room), prompt.temperature, prompt.seed, prompt.top_p)
