"""What a training job's lines and hyperparameters come to on the tiny model."""

from typing import Sequence

from ..backend import Schedule, Task
from ..errors import TrainingFileError
from ..records import Record
from .adam import RATE
from .finetuning import Tuning, epoch_steps
from .packing import Example
from .recipe import Recipe

#: Defaults of a job that names neither steps nor epochs, and of the share of replay.
EPOCHS = 3
REPLAY = 0.2


def fitting_examples(recipe: Recipe, records: Sequence[Record]) -> list[Example]:
    """Raises TrainingFileError where none fits into a row, or a line has a character without a token."""
    fitting = [example for example in map(recipe.example, records) if example.size <= recipe.shape.length]
    if not fitting:
        raise TrainingFileError(f"No line fits into {recipe.shape.length} tokens.")
    return fitting


def tuning_of(recipe: Recipe, task: Task, examples: Sequence[Example]) -> Tuning:
    wanted = task.hyperparameters
    multiplier = 1.0 if wanted.learning_rate_multiplier is None else wanted.learning_rate_multiplier
    replay = REPLAY if wanted.replay is None else wanted.replay
    tuning = Tuning(0, RATE * multiplier, task.seed, replay, wanted.batch_size or recipe.rows)
    steps = wanted.n_steps or (wanted.n_epochs or EPOCHS) * epoch_steps(examples, tuning, recipe.shape.length)
    return tuning._replace(steps=steps)


def schedule_of(recipe: Recipe, task: Task, examples: Sequence[Example], tuning: Tuning) -> Schedule:
    resolved = {
        "n_steps": tuning.steps,
        "n_epochs": max(1, round(tuning.steps / epoch_steps(examples, tuning, recipe.shape.length))),
        "batch_size": tuning.rows,
        "learning_rate_multiplier": tuning.rate / RATE,
        "replay": tuning.replay,
    }
    dropped = len(task.records) - len(examples)
    notes = [f"{dropped} lines are longer than {recipe.shape.length} tokens and were left out"] if dropped else []
    cut = sum(recipe.cuts(record.prompt) for record in task.records)
    if cut:
        notes.append(f"of {cut} prompts only the end is read, they are longer than the model takes")
    if tuning.replay:
        notes.append(f"{tuning.replay:.0%} of examples are drawn from the base model's own corpus")
    return Schedule(resolved, tuning.steps, tuple(notes))
