"""Every byte a token. Bytes that sums are written in keep their tokens, so that places are made of both alike."""

from typing import Sequence

from .vocabulary import CHARACTERS, FIRST, TOKEN

_KNOWN = {ord(character): token for character, token in TOKEN.items()}
_OTHERS = [byte for byte in range(256) if byte not in _KNOWN]
_TOKENS = _KNOWN | {byte: FIRST + len(CHARACTERS) + index for index, byte in enumerate(_OTHERS)}
_BYTES = {token: byte for byte, token in _TOKENS.items()}

#: Rows of the token table that hold them all.
SIZE = 264


def byte_tokens(text: str) -> list[int]:
    return [_TOKENS[byte] for byte in text.encode()]


def text_of(tokens: Sequence[int]) -> str:
    """PAD, END and rows that stand for nothing are left out; bytes that are no UTF-8 become U+FFFD."""
    return bytes(_BYTES[token] for token in tokens if token in _BYTES).decode(errors="replace")
