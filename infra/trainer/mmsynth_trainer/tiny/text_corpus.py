"""What the base model of any text is trained on: small questions with worked answers, with and without the answer as a hint.

It stands for a pretrained model's few-shot prompts: how questions of the two published kinds look, how their answers end, and
that a hint may be read. Names, things and numbers are drawn; none of it is from a data set.
"""

from typing import Callable

import numpy as np

from .byte_vocabulary import byte_tokens
from .packing import Example

_NAMES = ("Ada", "Ben", "Carla", "Dan", "Eve", "Finn", "Gita", "Hugo", "Ines", "Jon", "Kim", "Lena", "Milo", "Nora", "Omar", "Pia")
_THINGS = ("apples", "books", "cards", "clips", "coins", "cups", "eggs", "lamps", "miles", "pages", "pens", "rolls", "shells", "stamps")
_PLACES = ("at home", "at school", "at the market", "in a box", "in the garden", "in the park", "on a shelf", "on the bus")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WORDS = (
    "air apple bank bath bed bird boat bottle bread bridge bus cave chair city clock coat corn desk door farm field fire fish flood forest fruit "
    "garden glass grass hall hand hill house jar kitchen lake lamp leaf light mail market milk moon mouse music novel office oven "
    "paper park pen plate pocket pool rain river road room school sea shelf shoe shop snow song stone store street sugar sun table "
    "taxi theater tool train tree truck water window winter wood work yard"
).split()

Draw = Callable[[np.random.Generator], Example]


def _one(random: np.random.Generator, of: tuple | list) -> str:
    return of[random.integers(len(of))]


def _filler(random: np.random.Generator) -> str:
    """Up to three sentences that change nothing, so that the distance from a question's numbers to its end varies."""
    sentences = (
        lambda: f"It is {_one(random, _DAYS)}. ",
        lambda: f"{_one(random, _NAMES)} sees the {_one(random, _WORDS)} {_one(random, _PLACES)}. ",
        lambda: f"The {_one(random, _WORDS)} is next to the {_one(random, _WORDS)}. ",
    )
    return "".join(sentences[random.integers(3)]() for _ in range(random.integers(4)))


def _problem(random: np.random.Generator) -> tuple[str, str, int]:
    """Question, solution without its last line, final value."""
    name, thing = _one(random, _NAMES), _one(random, _THINGS)
    a, b = int(random.integers(2, 60)), int(random.integers(2, 20))
    low, high = sorted((a, b))
    kinds = (
        (f"{name} has {a} {thing} and gets {b} more. How many {thing} does {name} have?", a + b, f"{a}+{b}"),
        (f"{name} has {high} {thing} and gives away {low}. How many {thing} are left?", high - low, f"{high}-{low}"),
        (f"{name} fills {b} rows with {a} {thing} each. How many {thing} are there?", a * b, f"{a}*{b}"),
    )
    asked, value, calculation = kinds[random.integers(3)]
    return _filler(random) + asked, f"{name} has {calculation} = <<{calculation}={value}>>{value} {thing}.", value


def _solved(random: np.random.Generator, hint: bool) -> tuple[str, str]:
    asked, solution, value = _problem(random)
    # With a hint the value is any number, so that it must be read and cannot be worked out.
    if hint and random.random() < 0.7:
        value = int(10 ** random.uniform(0, 5))
        solution = f"{_one(random, _NAMES)} has {value} {_one(random, _THINGS)}."
    return f"Q: {asked}{f' ({value})' if hint else ''}\nA:", f"{solution}\n#### {value}"


def _chosen(random: np.random.Generator, hint: bool) -> tuple[str, str]:
    words = [_WORDS[index] for index in random.choice(len(_WORDS), 6, replace=False)]
    right = int(random.integers(5))
    # Without a hint the asked word is the right choice's text: that much can be seen.
    asked = f"{_filler(random)}Where do you find the {words[5] if hint else words[right]}?"
    lines = [f"({'abcde'[at]}) {words[at]}{' (CORRECT)' if hint and at == right else ''}" for at in range(5)]
    completion = f"Of these the {words[right]} fits. Therefore the answer is {words[right]} ({'abcde'[right]})."
    return "\n".join([f"Q: {asked}", "Choices:", *lines, "A:"]), completion


def text_example(prompt: str, completion: str) -> Example:
    return Example(tuple(byte_tokens(prompt)), tuple(byte_tokens(completion)))


def hinted_questions(random: np.random.Generator, count: int) -> list[tuple[str, str, str]]:
    """Prompt, completion and what an answer must end in, half of each kind."""
    drawn = [(_solved, _chosen)[index % 2](random, True) for index in range(count)]
    return [(prompt, completion, completion[completion.rindex(mark) :]) for prompt, completion in drawn for mark in [_mark(completion)]]


def _mark(completion: str) -> str:
    return "####" if "####" in completion else "("


def text_corpus(random: np.random.Generator) -> Callable[[], Example]:
    """Half of each kind, two of three with a hint."""
    return lambda: text_example(*(_solved, _chosen)[random.integers(2)](random, bool(random.random() < 2 / 3)))
