"""Prompts and training lines as a model's tokens, with the completion's span known from the start."""

from typing import NamedTuple

from ..records import Message, Record


class Tokens(NamedTuple):
    ids: list[int]
    #: Where the completion begins: only it is learned.
    start: int


def prompt_ids(tokenizer, prompt: str | tuple[Message, ...]) -> list[int]:
    """A text as it stands; a chat by the model's template, or with roles before the turns where it has none."""
    if isinstance(prompt, str):
        return tokenizer(prompt).input_ids
    turns = [{"role": turn.role, "content": turn.content} for turn in prompt]
    if tokenizer.chat_template:
        text = tokenizer.apply_chat_template(turns, tokenize=False, add_generation_prompt=True)
        return tokenizer(text, add_special_tokens=False).input_ids
    lines = [f"{turn.role.capitalize()}: {turn.content}" for turn in prompt]
    return tokenizer("\n".join([*lines, "Assistant:"])).input_ids


def training_tokens(tokenizer, record: Record) -> Tokens:
    """The prompt exactly as it is asked, the completion with the end token behind it. Tokenised apart, so that the
    span is known and the prompt's tokens do not depend on the completion."""
    prompt = prompt_ids(tokenizer, record.prompt)
    if prompt and prompt[-1] == tokenizer.eos_token_id:
        prompt = prompt[:-1]
    completion = tokenizer(record.completion, add_special_tokens=False).input_ids
    return Tokens([*prompt, *completion, tokenizer.eos_token_id], len(prompt))
