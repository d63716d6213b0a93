"""Batches for training: padded texts of which only the completion is learned."""

from typing import Iterator, Sequence

import torch

from .texts import Tokens

#: Target that cross-entropy leaves out.
IGNORED = -100


def padded(batch: Sequence[Tokens], padding: int, device: str) -> dict[str, torch.Tensor]:
    """input_ids, attention_mask and labels, each (texts, longest)."""
    longest = max(len(text.ids) for text in batch)
    rows, masks, labels = [], [], []
    for text in batch:
        gap = longest - len(text.ids)
        rows.append(text.ids + [padding] * gap)
        masks.append([1] * len(text.ids) + [0] * gap)
        labels.append([IGNORED] * text.start + text.ids[text.start :] + [IGNORED] * gap)
    named = {"input_ids": rows, "attention_mask": masks, "labels": labels}
    return {name: torch.tensor(value, device=device) for name, value in named.items()}


def batches(texts: Sequence[Tokens], size: int, seed: int, skip: int) -> Iterator[list[Tokens]]:
    """Batches in a new order each epoch, for ever; `skip` of them are passed over, as if they had been given."""
    order = torch.Generator().manual_seed(seed)
    waiting: list[int] = []
    given = 0
    while True:
        while len(waiting) < size:
            waiting += torch.randperm(len(texts), generator=order).tolist()
        chosen, waiting = waiting[:size], waiting[size:]
        given += 1
        if given > skip:
            yield [texts[index] for index in chosen]
