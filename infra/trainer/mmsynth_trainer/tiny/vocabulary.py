"""One character, one token. Numbers stand with their last digit first: column k of a number is its k-th token."""

from typing import Sequence

DIGITS = "0123456789"
#: `I` input, `T` target, `>` the answer follows, `C R D P Z F` the exercises of the base corpus.
SYMBOLS = "+:=,\nIT>CRDPZF"
PAD, END = 0, 1
FIRST = 2

CHARACTERS = DIGITS + SYMBOLS
TOKEN = {character: FIRST + index for index, character in enumerate(CHARACTERS)}
FIRST_DIGIT, LAST_DIGIT = TOKEN["0"], TOKEN["9"]
NEWLINE = TOKEN["\n"]


def tokens_of(characters: str) -> list[int]:
    """Raises KeyError for a character that has no token."""
    return [TOKEN[character] for character in characters]


def characters_of(tokens: Sequence[int]) -> str:
    """PAD, END and rows of the embedding that stand for nothing are left out."""
    return "".join(CHARACTERS[token - FIRST] for token in tokens if FIRST <= token < FIRST + len(CHARACTERS))
