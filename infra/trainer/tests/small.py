"""Base models made in seconds, for tests: few steps, and a rule that any model satisfies."""

from mmsynth_trainer.tiny.model import Shape
from mmsynth_trainer.tiny.sums_recipe import SumsRecipe
from mmsynth_trainer.tiny.text_recipe import TextRecipe

SHAPE = Shape(width=32, layers=2, inner=64)
SMALL = SumsRecipe(shape=SHAPE, every=6, most=6, one_digit=0, hinted=0, held_out=0, looked_at=2)
SMALL_TEXT = TextRecipe(
    shape=TextRecipe().shape._replace(width=32, layers=2, inner=64), every=2, most=2, rows=2, hint_read=0, looked_at=2
)
