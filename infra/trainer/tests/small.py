"""A base model made in seconds, for tests: few steps, and a rule that any model satisfies."""

from mmsynth_trainer.tiny.base import BaseRecipe
from mmsynth_trainer.tiny.model import Shape

SMALL = BaseRecipe(shape=Shape(width=32, layers=2, inner=64), every=6, most=6, one_digit=0, hinted=0, held_out=0, looked_at=2)
