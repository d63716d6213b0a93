"""Attempts at sums: what the model wrote, whether its answer is right, whether its working is."""

from typing import NamedTuple, Sequence

from .decoding import Ask, decode
from .model import Shape
from .sums import Sum, prompt_characters, reversed_digits, scratchpad_characters
from .vocabulary import characters_of, tokens_of


class Attempt(NamedTuple):
    problem: Sum
    #: None where no answer was given.
    answer: str | None
    text: str

    @property
    def right(self) -> bool:
        return self.answer == reversed_digits(sum(self.problem))

    @property
    def lines(self) -> int:
        """Columns that were worked out, rightly or not."""
        return self.text.count("\n")

    @property
    def sound(self) -> bool:
        """Whether every line of the working is right too."""
        return self.text == scratchpad_characters(self.problem)


def attempt(
    shape: Shape,
    parameters: dict,
    problems: Sequence[Sum],
    hint: bool = False,
    temperature: float = 0.0,
    seed: int = 0,
) -> list[Attempt]:
    """One attempt each, greedy unless a temperature is named; an answer without an end is none."""
    asks = []
    for index, problem in enumerate(problems):
        prompt = tokens_of(prompt_characters(problem, hint))
        # Longer than any right answer by some tokens: what goes on beyond is wrong already.
        asks.append(Ask(prompt, len(scratchpad_characters(problem)) + 6, temperature, seed << 32 | index))
    attempts = []
    for problem, answer in zip(problems, decode(shape, parameters, asks)):
        text = characters_of(answer.tokens)
        given = text.partition(">")[2] if answer.ended and ">" in text else None
        attempts.append(Attempt(problem, given, text))
    return attempts


def accuracy(attempts: Sequence[Attempt]) -> float:
    return sum(one.right for one in attempts) / len(attempts)
