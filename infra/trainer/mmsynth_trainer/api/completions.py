"""Answers in OpenAI's form, as chat and as plain text."""

import secrets
import time

from ..backend import Generated
from ..jobs.models import Models
from .answer_request import parsed


def _stopped(generated: Generated, stop: list[str]) -> tuple[str, str]:
    """The text before the first stop sequence, and why it ended."""
    ends = [at for at in (generated.text.find(one) for one in stop) if at >= 0]
    if ends:
        return generated.text[: min(ends)], "stop"
    return generated.text, "stop" if generated.ended else "length"


def answered(models: Models, body: object, chat: bool) -> dict:
    """The answer in OpenAI's form. Raises ApiError."""
    request = parsed(body, chat)
    found = models.find(request.model)
    generated = found.backend.generate(found.base, found.folder, request.prompts)
    choices = []
    for index, one in enumerate(generated):
        text, reason = _stopped(one, request.stop)
        content = {"message": {"role": "assistant", "content": text, "refusal": None}} if chat else {"text": text}
        choices.append({"index": index, **content, "finish_reason": reason, "logprobs": None})
    asked, written = generated[0].prompt_tokens, sum(one.completion_tokens for one in generated)
    return {
        "id": f"{'chatcmpl' if chat else 'cmpl'}-{secrets.token_hex(12)}",
        "object": "chat.completion" if chat else "text_completion",
        "created": int(time.time()),
        "model": request.model,
        "system_fingerprint": found.base,
        "choices": choices,
        "usage": {"prompt_tokens": asked, "completion_tokens": written, "total_tokens": asked + written},
    }
