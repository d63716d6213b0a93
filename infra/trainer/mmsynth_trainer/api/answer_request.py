"""A request for answers, checked."""

import secrets
from typing import NamedTuple

from ..backend import Prompt
from ..errors import ApiError
from ..records import ROLES, Message, text_of

#: Fields that change the answer and that nothing here honours, and the values of them that ask for nothing.
_REFUSED = {
    "stream": (False,),
    "tools": ([],),
    "functions": ([],),
    "logprobs": (False, 0),
    "echo": (False,),
    "suffix": ("",),
    "best_of": (1,),
    "frequency_penalty": (0,),
    "presence_penalty": (0,),
    "repetition_penalty": (1,),
    "response_format": ({"type": "text"},),
}
MOST = 128


class Request(NamedTuple):
    model: str
    prompts: list[Prompt]
    stop: list[str]


def _refuse(param: str, message: str) -> ApiError:
    return ApiError(400, "invalid_value", f"{param}: {message}.", param)


def _number(body: dict, name: str, default: float, least: float, most: float) -> float:
    value = body.get(name)
    value = default if value is None else value
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not least <= value <= most:
        raise _refuse(name, f"a number from {least:g} to {most:g} is needed")
    return value


def _messages(value: object) -> tuple[Message, ...]:
    if not isinstance(value, list) or not value:
        raise _refuse("messages", "a list of messages is needed")
    messages = []
    for index, turn in enumerate(value):
        text = text_of(turn.get("content")) if isinstance(turn, dict) else None
        if text is None or turn.get("role") not in ROLES:
            raise _refuse(f"messages[{index}]", "a known role and text are needed; pictures are not read here")
        messages.append(Message(turn["role"], text))
    return tuple(messages)


def parsed(body: object, chat: bool) -> Request:
    """Raises ApiError 400 naming the first field that is wrong."""
    if not isinstance(body, dict):
        raise ApiError(400, "invalid_json", "The request body is no JSON object.")
    for name, silent in _REFUSED.items():
        if body.get(name) is not None and body[name] not in silent:
            raise _refuse(name, "not supported here")
    model, stop = body.get("model"), body.get("stop")
    if not isinstance(model, str):
        raise _refuse("model", "a model's name is needed")
    stop = [stop] if isinstance(stop, str) else stop or []
    if not isinstance(stop, list) or not all(isinstance(one, str) and one for one in stop):
        raise _refuse("stop", "a text or a list of texts is needed")
    limit = body.get("max_completion_tokens") or body.get("max_tokens")
    if limit is not None and (type(limit) is not int or limit < 1):
        raise _refuse("max_tokens", "a whole number from 1 on is needed")
    seed, count = body.get("seed"), int(_number(body, "n", 1, 1, MOST))
    if seed is not None and type(seed) is not int:
        raise _refuse("seed", "a whole number is needed")
    first = secrets.randbits(62) if seed is None else seed
    temperature, top_p = _number(body, "temperature", 1, 0, 2), _number(body, "top_p", 1, 0, 1)
    prompts = [
        Prompt(content, limit, temperature, top_p, (first + index) % 2**64)
        for content in ([_messages(body.get("messages"))] if chat else _texts(body.get("prompt")))
        for index in range(count)
    ]
    return Request(model, prompts, stop)


def _texts(value: object) -> list[str]:
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not texts or not all(isinstance(text, str) for text in texts):
        raise _refuse("prompt", "a text or a list of texts is needed")
    return texts
