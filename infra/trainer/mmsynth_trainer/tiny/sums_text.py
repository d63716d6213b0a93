"""Texts of the API as tokens of the model of sums."""

from ..errors import ApiError, TrainingFileError
from ..records import Message, Record
from .packing import Example
from .vocabulary import CHARACTERS, tokens_of


def asked_text(content: str | tuple[Message, ...]) -> str:
    """What is put to the model: of a chat the last message; of that, the lines from the last `I…` on.

    The model was never shown instructions or examples in a prompt, so what stands before its task is left out.
    """
    text = content if isinstance(content, str) else content[-1].content
    lines = text.strip().split("\n")
    starts = [index for index, line in enumerate(lines) if line.startswith("I")]
    return "\n".join(lines[starts[-1] if starts else 0 :]) + "\n"


def _unknown(text: str) -> str | None:
    return next((character for character in text if character not in CHARACTERS), None)


def prompt_tokens(content: str | tuple[Message, ...]) -> list[int]:
    """Raises ApiError 400 for a character that has no token."""
    text = asked_text(content)
    unknown = _unknown(text)
    if unknown is not None:
        message = f"The model of sums reads 'I71+10\\nT\\n' and the like and has no token for {unknown!r}; tiny-text reads any text."
        raise ApiError(400, "unsupported_text", message, "messages")
    return tokens_of(text)


def example_of(record: Record) -> Example:
    """Raises TrainingFileError naming the line."""
    prompt, completion = asked_text(record.prompt), record.completion.strip()
    unknown = _unknown(prompt + completion)
    if unknown is not None:
        raise TrainingFileError(f"Line {record.line}: the model of sums has no token for {unknown!r}; tiny-text reads any text.")
    return Example(tuple(tokens_of(prompt)), tuple(tokens_of(completion)))
