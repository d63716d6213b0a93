"""The tiny model behind the service."""

import functools
from pathlib import Path
from typing import Iterator, Mapping, Sequence

from ..backend import Generated, Prompt, Schedule, Step, Task
from ..errors import ApiError
from ..jobs.models import checkpoint_folder, checkpoints
from .adam import State, fresh
from .bases import Bases
from .batching import Batching
from .decoding import Ask
from .finetuning import fine_tuned
from .model import Shape
from .parameters_file import read_arrays, read_state, write_parameters, write_state
from .recipe import Recipe
from .schedule import fitting_examples, schedule_of, tuning_of

#: Steps between two checkpoints.
EVERY = 50


class TinyBackend:
    def __init__(self, cache: Path, families: Mapping[str, Recipe], every: int = EVERY):
        self._bases = Bases(cache, families)
        self._every = every
        self._batching = Batching(self._parameters)
        self._trained = functools.lru_cache(maxsize=32)(lambda folder: read_arrays(folder / "parameters.npz"))

    def bases(self) -> Sequence[str]:
        return self._bases.names()

    def has(self, base: str) -> bool:
        return self._bases.has(base)

    def ready(self, base: str) -> bool:
        return self._bases.ready(base)

    def prepare(self, base: str) -> None:
        self._bases.make(base)

    def plan(self, task: Task) -> Schedule:
        recipe = self._bases.recipe(task.base)
        examples = fitting_examples(recipe, task.records)
        return schedule_of(recipe, task, examples, tuning_of(recipe, task, examples))

    def train(self, task: Task) -> Iterator[Step]:
        recipe = self._bases.recipe(task.base)
        examples = fitting_examples(recipe, task.records)
        tuning = tuning_of(recipe, task, examples)
        for state, loss, tokens in fine_tuned(recipe, self._start(task), examples, tuning):
            saved = state.step == tuning.steps or state.step % self._every == 0
            if saved:
                folder = checkpoint_folder(task.folder, state.step)
                write_parameters(folder / "parameters.npz", state.parameters)
                write_state(folder / "state.npz", state)
            yield Step(state.step, loss, tokens, saved)
        final = checkpoint_folder(task.folder, tuning.steps)
        write_parameters(task.folder / "model" / "parameters.npz", read_arrays(final / "parameters.npz"))

    def generate(self, base: str, model: Path | None, prompts: Sequence[Prompt]) -> list[Generated]:
        self._bases.parameters(base)
        recipe = self._bases.recipe(base)
        asks = [_ask(recipe, prompt) for prompt in prompts]
        answers = self._batching.answer(base, model, asks)
        return [
            Generated(recipe.text(answer.tokens), len(ask.prompt), len(answer.tokens), answer.ended)
            for ask, answer in zip(asks, answers)
        ]

    def _parameters(self, base: str, model: Path | None) -> tuple[Shape, dict]:
        parameters = self._bases.parameters(base) if model is None else self._trained(model)
        return self._bases.recipe(base).shape, parameters

    def _start(self, task: Task) -> State:
        """The newest whole checkpoint: its state is written last."""
        for step in reversed(checkpoints(task.folder)):
            path = checkpoint_folder(task.folder, step) / "state.npz"
            if path.exists():
                return read_state(path)
        return fresh(self._parameters(task.base, task.start)[1])


def _ask(recipe: Recipe, prompt: Prompt) -> Ask:
    tokens, context = recipe.prompt(prompt.content), recipe.shape.context
    room = context - len(tokens)
    if room < 1:
        message = f"The prompt has {len(tokens)} tokens; the tiny model takes {context} with the answer."
        raise ApiError(400, "context_length_exceeded", message, "messages")
    return Ask(tokens, min(room, prompt.limit or room), prompt.temperature, prompt.seed, prompt.top_p)
