"""What a base model is made from, and how texts become its tokens; the one for sums and the one for any text are alike in it."""

from typing import Callable, Mapping, NamedTuple, Protocol, Sequence

import numpy as np

from ..records import Message, Record
from .model import Shape
from .packing import Example


class Look(NamedTuple):
    """A checkpoint as the rule sees it."""

    step: int
    #: Mean cross-entropy per completion token of the step's batch, in nats.
    loss: float
    #: Shares from 0 to 1 by name.
    measured: Mapping[str, float]


class Recipe(Protocol):
    """A NamedTuple of everything the base model follows from; its hash names the cached file."""

    @property
    def seed(self) -> int: ...

    @property
    def shape(self) -> Shape: ...

    @property
    def every(self) -> int:
        """Steps between two looks at the rule."""

    @property
    def most(self) -> int:
        """Steps at most."""

    @property
    def rows(self) -> int:
        """Rows of a batch."""

    def corpus(self, random: np.random.Generator) -> Callable[[], Example]:
        """The stream of examples it is trained on, and of which a share is replayed in fine-tuning."""

    def measure(self, parameters: dict) -> dict[str, float]:
        """What the rule looks at; never a problem of dev."""

    def accepts(self, measured: Mapping[str, float]) -> bool:
        """The rule that ends its training."""

    def prompt(self, content: str | tuple[Message, ...]) -> list[int]:
        """Raises ApiError 400 for what it cannot read."""

    def cuts(self, content: str | tuple[Message, ...]) -> bool:
        """Whether only the end of it is read."""

    def example(self, record: Record) -> Example:
        """Raises TrainingFileError naming the line."""

    def text(self, tokens: Sequence[int]) -> str: ...
