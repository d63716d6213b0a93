"""Lines of a training file: a prompt and the completion that is learned."""

import json
from pathlib import Path
from typing import NamedTuple

from .errors import TrainingFileError

ROLES = {"system", "developer", "user", "assistant"}


class Message(NamedTuple):
    role: str
    content: str


class Record(NamedTuple):
    """A line. Of a chat, the last turn is the assistant's and the only one learned."""

    line: int
    prompt: str | tuple[Message, ...]
    completion: str


def _record(line: int, value: object) -> Record:
    if not isinstance(value, dict):
        raise TrainingFileError(f"Line {line} is no JSON object.")
    if "messages" in value:
        return _chat(line, value["messages"])
    prompt, completion = value.get("prompt"), value.get("completion")
    if not isinstance(prompt, str) or not isinstance(completion, str):
        raise TrainingFileError(f'Line {line} has neither "prompt" and "completion" as text nor "messages".')
    return Record(line, prompt, completion)


def _chat(line: int, turns: object) -> Record:
    if not isinstance(turns, list) or len(turns) < 2:
        raise TrainingFileError(f'Line {line}: "messages" needs a question and an answer at least.')
    messages = []
    for turn in turns:
        content = text_of(turn.get("content")) if isinstance(turn, dict) else None
        if content is None or turn.get("role") not in ROLES:
            raise TrainingFileError(f"Line {line}: a message needs a role of {sorted(ROLES)} and text as its content.")
        messages.append(Message(turn["role"], content))
    if messages[-1].role != "assistant":
        raise TrainingFileError(f"Line {line}: the last message must be the assistant's, it is what is learned.")
    return Record(line, tuple(messages[:-1]), messages[-1].content)


def text_of(content: object) -> str | None:
    """A message's text, given as such or in text parts; None where it holds anything else."""
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        return None
    parts = [part.get("text") if isinstance(part, dict) and part.get("type") == "text" else None for part in content]
    return "".join(parts) if all(isinstance(part, str) for part in parts) else None


def read_records(path: Path) -> list[Record]:
    """Raises TrainingFileError naming the first line that is wrong, or a file without lines."""
    records = []
    with path.open(encoding="utf-8") as lines:
        for number, text in enumerate(lines, 1):
            if not text.strip():
                continue
            try:
                value = json.loads(text)
            except ValueError as error:
                raise TrainingFileError(f"Line {number} is no JSON: {error}.") from error
            records.append(_record(number, value))
    if not records:
        raise TrainingFileError("The training file has no lines.")
    return records
