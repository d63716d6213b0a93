"""The base models that are made here, by name."""

from typing import Mapping

from .recipe import Recipe
from .sums_recipe import SumsRecipe
from .text_recipe import TextRecipe

#: The one that is made ready first.
NAME = "tiny-sums"
FAMILIES: Mapping[str, Recipe] = {NAME: SumsRecipe(), "tiny-text": TextRecipe()}
