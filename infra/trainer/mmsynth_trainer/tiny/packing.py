"""Examples packed into rows of one length, each with its places and its own segment."""

from typing import Callable, NamedTuple

import numpy as np

from .features import places
from .vocabulary import END


class Example(NamedTuple):
    """A text of which only the completion (and the end token after it) is learned."""

    prompt: tuple[int, ...]
    completion: tuple[int, ...]

    @property
    def size(self) -> int:
        """Places taken in a row: the last token is only a target."""
        return len(self.prompt) + len(self.completion)


class Batch(NamedTuple):
    tokens: np.ndarray
    places: np.ndarray
    segments: np.ndarray
    targets: np.ndarray
    #: 1 where the target is of a completion.
    weights: np.ndarray


def packed(draw: Callable[[], Example], rows: int, length: int) -> Batch:
    """Draws examples until one fits into no row; an example longer than a row loses its end."""
    batch = Batch(
        np.zeros((rows, length), np.int32),
        np.zeros((rows, length, 3), np.int32),
        np.full((rows, length), -1, np.int32),
        np.zeros((rows, length), np.int32),
        np.zeros((rows, length), np.float32),
    )
    used, segment, full = [0] * rows, 0, False
    while not full:
        example = draw()
        size = min(example.size, length)
        row = next((index for index in range(rows) if used[index] + size <= length), None)
        if row is None:
            return batch
        text = [*example.prompt, *example.completion, END][: size + 1]
        here = slice(used[row], used[row] + size)
        batch.tokens[row, here] = text[:-1]
        batch.places[row, here] = places(text[:-1])
        batch.segments[row, here] = segment
        batch.targets[row, here] = text[1:]
        batch.weights[row, used[row] + len(example.prompt) - 1 : used[row] + size] = 1
        used[row] += size
        segment += 1
    return batch
