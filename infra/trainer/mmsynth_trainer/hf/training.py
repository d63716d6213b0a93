"""Steps of one training on a model of transformers, with checkpoints it goes on from."""

import math
import shutil
from pathlib import Path
from typing import Iterator, Sequence

import torch

from ..backend import Step, Task
from ..durable import write_json
from ..jobs.models import checkpoint_folder, checkpoints
from .batches import batches, padded
from .loading import device, is_complete, load_trained, trainable
from .settings import Settings
from .texts import Tokens

WARM_UP = 0.05
CLIP = 1.0


def rate_at(steps: int, step: int) -> float:
    """Share of the full rate: a short warm-up, then linearly down to a tenth."""
    warm = max(1, round(WARM_UP * steps))
    return step / warm if step <= warm else 1 - 0.9 * (step - warm) / max(1, steps - warm)


def _newest(folder: Path) -> tuple[int, Path] | None:
    whole = [step for step in checkpoints(folder) if is_complete(checkpoint_folder(folder, step))]
    return (whole[-1], checkpoint_folder(folder, whole[-1])) if whole else None


def _save(task: Task, model, optimizer, step: int) -> None:
    """Writes a checkpoint, then removes the ones before it: they are as large as the model."""
    folder = checkpoint_folder(task.folder, step)
    model.save_pretrained(folder, safe_serialization=True)
    torch.save(optimizer.state_dict(), folder / "optimizer.pt")
    write_json(folder / "step.json", {"step": step})
    for earlier in checkpoints(task.folder):
        if earlier != step:
            shutil.rmtree(checkpoint_folder(task.folder, earlier), ignore_errors=True)


def _backward(model, tokenizer, batch: Sequence[Tokens], at_once: int) -> tuple[float, int]:
    """Adds up the gradient of a batch; gives its mean loss per completion token and how many of them there are."""
    count = sum(len(text.ids) - text.start for text in batch)
    total = 0.0
    for start in range(0, len(batch), at_once):
        part = batch[start : start + at_once]
        share = sum(len(text.ids) - text.start for text in part) / count
        loss = model(**padded(part, tokenizer.pad_token_id, device())).loss * share
        loss.backward()
        total += loss.item()
    return total, count


def trained(
    settings: Settings, tokenizer, task: Task, texts: Sequence[Tokens], steps: int, size: int, rate: float
) -> Iterator[Step]:
    """The steps that are still missing."""
    newest = _newest(task.folder)
    done = newest[0] if newest else 0
    if done < steps:
        yield from _steps(settings, tokenizer, task, newest, batches(texts, size, task.seed, done), steps, rate)
    _place(task, tokenizer, checkpoint_folder(task.folder, steps))


def _steps(settings: Settings, tokenizer, task: Task, newest, stream, steps: int, rate: float) -> Iterator[Step]:
    model = load_trained(settings, newest[1], True) if newest else trainable(settings, task.start, task.seed)
    learned = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(learned, lr=rate, weight_decay=0)
    if newest:
        optimizer.load_state_dict(torch.load(newest[1] / "optimizer.pt", map_location=device(), weights_only=True))
    model.train()
    for step in range((newest[0] if newest else 0) + 1, steps + 1):
        for group in optimizer.param_groups:
            group["lr"] = rate * rate_at(steps, step)
        loss, count = _backward(model, tokenizer, next(stream), settings.at_once)
        if not math.isfinite(loss):
            raise ArithmeticError(f"The loss of step {step} is {loss}; lower learning_rate_multiplier.")
        torch.nn.utils.clip_grad_norm_(learned, CLIP)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        saved = step == steps or step % settings.every == 0
        if saved:
            _save(task, model, optimizer, step)
        yield Step(step, loss, count, saved)


def _place(task: Task, tokenizer, checkpoint: Path) -> None:
    """The last checkpoint as the model, in one move."""
    final, draft = task.folder / "model", task.folder / "model.draft"
    if not final.exists():
        shutil.rmtree(draft, ignore_errors=True)
        shutil.copytree(checkpoint, draft, ignore=shutil.ignore_patterns("optimizer.pt", "step.json"))
        tokenizer.save_pretrained(draft)
        draft.rename(final)
    (checkpoint / "optimizer.pt").unlink(missing_ok=True)
