"""Models of transformers behind the service, each under the name it was given."""

import logging
import math
import threading
from pathlib import Path
from typing import Iterator, Mapping, Sequence

from ..backend import Generated, Prompt, Schedule, Step, Task
from ..errors import ApiError, TrainingFileError
from .answering import Loaded
from .loading import device, load_tokenizer
from .settings import Settings
from .texts import Tokens, training_tokens
from .training import trained

log = logging.getLogger(__name__)

#: Defaults of a job that names none.
EPOCHS = 3
BATCH = 8


class HfBackend:
    def __init__(self, models: Mapping[str, Settings]):
        self._models = dict(models)
        self._tokenizers: dict[str, object] = {}
        self._loaded = Loaded()
        self._lock = threading.Lock()

    def bases(self) -> Sequence[str]:
        return list(self._models)

    def has(self, base: str) -> bool:
        return base in self._models

    def ready(self, base: str) -> bool:
        return base in self._tokenizers

    def prepare(self, base: str) -> None:
        """Raises ApiError 400 where the model cannot be had."""
        with self._lock:
            if base in self._tokenizers:
                return
            settings = self._models[base]
            try:
                self._tokenizers[base] = load_tokenizer(settings)
            except (OSError, ValueError) as error:
                reason = str(error).split("\n")[0]
                raise ApiError(400, "model_unavailable", f'"{settings.model}" cannot be loaded: {reason}', "model") from error
            log.info("%s is ready: %s by %s on %s", base, settings.model, settings.method, device())

    def plan(self, task: Task) -> Schedule:
        texts, steps, size, multiplier = self._resolved(task)
        settings, dropped = self._models[task.base], len(task.records) - len(texts)
        resolved = {
            "n_steps": steps,
            "n_epochs": max(1, round(steps * size / len(texts))),
            "batch_size": size,
            "learning_rate_multiplier": multiplier,
            "method": settings.method,
        }
        notes = (f"{dropped} lines are longer than {settings.length} tokens and were left out",) if dropped else ()
        return Schedule(resolved, steps, notes)

    def train(self, task: Task) -> Iterator[Step]:
        texts, steps, size, multiplier = self._resolved(task)
        settings = self._models[task.base]
        return trained(settings, self._tokenizers[task.base], task, texts, steps, size, settings.rate * multiplier)

    def generate(self, base: str, model: Path | None, prompts: Sequence[Prompt]) -> list[Generated]:
        self.prepare(base)
        settings, tokenizer = self._models[base], self._tokenizers[base]
        return [self._loaded.answer(settings, tokenizer, model, prompt) for prompt in prompts]

    def _resolved(self, task: Task) -> tuple[list[Tokens], int, int, float]:
        wanted, settings = task.hyperparameters, self._models[task.base]
        if wanted.replay:
            raise ApiError(400, "invalid_value", "replay: only the tiny model has a corpus to replay.", "replay")
        every = [training_tokens(self._tokenizers[task.base], record) for record in task.records]
        texts = [text for text in every if len(text.ids) <= settings.length]
        if not texts:
            raise TrainingFileError(f"No line fits into {settings.length} tokens.")
        size = min(wanted.batch_size or BATCH, len(texts))
        steps = wanted.n_steps or (wanted.n_epochs or EPOCHS) * math.ceil(len(texts) / size)
        multiplier = 1.0 if wanted.learning_rate_multiplier is None else wanted.learning_rate_multiplier
        return texts, steps, size, multiplier
