"""What the service asks of a kind of model; the tiny one and the transformers one are behind it alike."""

from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, Protocol, Sequence

from .records import Message, Record


@dataclass(frozen=True)
class Hyperparameters:
    """As a job asks; None: the backend's own default."""

    n_epochs: int | None = None
    batch_size: int | None = None
    learning_rate_multiplier: float | None = None
    n_steps: int | None = None
    #: Share of examples from the base model's own corpus, where it has one.
    replay: float | None = None


@dataclass(frozen=True)
class Task:
    """One training: what on, from where, for how long, and the folder that is its own."""

    base: str
    #: Folder of the trained model it starts from; None: the base model itself.
    start: Path | None
    records: Sequence[Record]
    hyperparameters: Hyperparameters
    seed: int
    folder: Path


@dataclass(frozen=True)
class Schedule:
    """A task as it will be run, told before the first step."""

    #: Every hyperparameter as resolved, for the job's record.
    hyperparameters: dict
    steps: int
    #: Facts worth an event, e.g. examples left out.
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    number: int
    #: Mean cross-entropy per completion token, in nats.
    loss: float
    #: Tokens learned in this step.
    tokens: int
    #: Whether a checkpoint of it is on disk.
    saved: bool


@dataclass(frozen=True)
class Prompt:
    """A text to go on with, or a chat to answer."""

    content: str | tuple[Message, ...]
    #: Tokens of the answer at most; None: what the context has room for.
    limit: int | None
    temperature: float
    top_p: float
    seed: int


@dataclass(frozen=True)
class Generated:
    text: str
    prompt_tokens: int
    completion_tokens: int
    #: False where the limit cut it off.
    ended: bool


class Backend(Protocol):
    def bases(self) -> Sequence[str]:
        """Names of base models to be listed."""

    def has(self, base: str) -> bool: ...

    def prepare(self, base: str) -> None:
        """Makes or loads a base model; asked for before anything else of it. Takes its time once."""

    def ready(self, base: str) -> bool: ...

    def plan(self, task: Task) -> Schedule:
        """Raises TrainingFileError for a record that the model cannot take."""

    def train(self, task: Task) -> Iterator[Step]:
        """Goes on after the newest checkpoint in the task's folder; the last step is saved as the model."""

    def generate(self, base: str, model: Path | None, prompts: Sequence[Prompt]) -> list[Generated]:
        """`model`: folder of a trained model or of a checkpoint. Raises ApiError. Called from many threads at once."""
