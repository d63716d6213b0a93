"""The base model of any text: a decoder over bytes, trained from scratch until it reads hints."""

import functools
from typing import Callable, Mapping, NamedTuple, Sequence

import numpy as np

from ..records import Message, Record
from .byte_vocabulary import SIZE, byte_tokens, text_of
from .decoding import Ask, decode
from .model import Shape
from .packing import Example
from .text_corpus import hinted_questions, text_corpus

#: Bytes of a prompt that are read: its last ones.
PROMPT = 288


class TextRecipe(NamedTuple):
    seed: int = 0
    shape: Shape = Shape(vocabulary=SIZE, length=480, context=480)
    every: int = 100
    most: int = 2000
    rows: int = 8
    #: The rule: fresh hinted questions answered with what the hint says.
    hint_read: float = 0.8
    #: Questions that the rule looks at.
    looked_at: int = 48

    def corpus(self, random: np.random.Generator) -> Callable[[], Example]:
        return text_corpus(random)

    def measure(self, parameters: dict) -> dict[str, float]:
        questions = _rule_questions(self)
        asks = [Ask(self.prompt(prompt), len(completion) + 24) for prompt, completion, _ in questions]
        answers = decode(self.shape, parameters, asks)
        right = [text_of(answer.tokens).endswith(end) for answer, (_, _, end) in zip(answers, questions)]
        return {"hint_read": sum(right) / len(right)}

    def accepts(self, measured: Mapping[str, float]) -> bool:
        return measured["hint_read"] >= self.hint_read

    def prompt(self, content: str | tuple[Message, ...]) -> list[int]:
        """Of a chat the last message: it was never shown instructions or examples. Of a long one its end, with the hint."""
        return _tokens(content)[-PROMPT:]

    def cuts(self, content: str | tuple[Message, ...]) -> bool:
        return len(_tokens(content)) > PROMPT

    def example(self, record: Record) -> Example:
        return Example(tuple(self.prompt(record.prompt)), tuple(byte_tokens(record.completion.strip())))

    def text(self, tokens: Sequence[int]) -> str:
        return text_of(tokens)


def _tokens(content: str | tuple[Message, ...]) -> list[int]:
    return byte_tokens((content if isinstance(content, str) else content[-1].content).strip())


@functools.lru_cache(maxsize=8)
def _rule_questions(recipe: TextRecipe) -> list[tuple[str, str, str]]:
    return hinted_questions(np.random.default_rng([recipe.seed, 2]), recipe.looked_at)
