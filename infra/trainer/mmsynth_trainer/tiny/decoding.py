"""Answers for many prompts at once, with a cache of keys and values."""

import functools
from typing import NamedTuple, Sequence

import jax
import jax.numpy as jnp
import numpy as np

from .features import next_place
from .model import Shape, embedded, normed, rotated
from .sampling import drawn_tokens
from .vocabulary import END

#: Rows decoded at once; a smaller lot is padded to the next of these, so that few shapes are compiled.
LOTS = (1, 16, 64, 256)


class Ask(NamedTuple):
    prompt: Sequence[int]
    #: Tokens of the answer at most.
    limit: int
    #: 0: the likeliest token each time.
    temperature: float = 0.0
    seed: int = 0
    #: Of the likeliest tokens, those that together hold this share are drawn from.
    top_p: float = 1.0


class Answer(NamedTuple):
    tokens: list[int]
    #: False where the limit or the context cut it off.
    ended: bool


@functools.partial(jax.jit, static_argnums=0)
def _decode(shape: Shape, parameters, prompts, lengths, limits, temperatures, top_p, keys):
    rows = prompts.shape[0]
    cache = (shape.layers, 2, rows, shape.heads, shape.context, shape.head)
    counted = jnp.arange(shape.context)

    def body(state):
        position, texts, done, place, cached = state
        token = texts[:, position]
        features, place = next_place(*place, token)
        x = embedded(parameters, token, jnp.stack(features, -1))
        bias = jnp.where(counted <= position, 0.0, -1e9)
        for layer in range(shape.layers):
            qkv = normed(x, parameters[f"{layer}.norm1"]) @ parameters[f"{layer}.qkv"]
            q, k, v = jnp.moveaxis(qkv.reshape(rows, 3, shape.heads, shape.head), 1, 0)
            at = jnp.full((), position, jnp.float32)
            cached = cached.at[layer, 0, :, :, position].set(rotated(k, at)).at[layer, 1, :, :, position].set(v)
            scores = jnp.einsum("bhd,bhkd->bhk", rotated(q, at), cached[layer, 0]) * shape.head**-0.5 + bias
            mixed = jnp.einsum("bhk,bhkd->bhd", jax.nn.softmax(scores, -1), cached[layer, 1]).reshape(rows, -1)
            x = x + mixed @ parameters[f"{layer}.mix"]
            hidden = jax.nn.relu(normed(x, parameters[f"{layer}.norm2"]) @ parameters[f"{layer}.up"])
            x = x + hidden @ parameters[f"{layer}.down"]
        scores = normed(x, parameters["norm"]) @ parameters["output"]
        picked = drawn_tokens(scores, temperatures, top_p, keys, position)
        upcoming = position + 1
        given = upcoming < lengths
        following = jnp.where(given, texts[:, upcoming], jnp.where(done, END, picked))
        done = done | (~given & ((following == END) | (upcoming >= lengths + limits - 1)))
        return upcoming, texts.at[:, upcoming].set(following), done, place, cached

    zeros = jnp.zeros(rows, jnp.int32)
    start = (jnp.int32(0), prompts, jnp.zeros(rows, bool), (zeros, zeros, zeros), jnp.zeros(cache, jnp.float32))
    running = lambda state: (state[0] < shape.context - 1) & ~jnp.all(state[2])
    return jax.lax.while_loop(running, body, start)[1]


def _decode_lot(shape: Shape, parameters: dict, asks: Sequence[Ask]) -> list[Answer]:
    rows = next(size for size in LOTS if size >= len(asks))
    padded = [*asks, *[asks[-1]] * (rows - len(asks))]
    prompts = np.full((rows, shape.context), END, np.int32)
    for row, ask in zip(prompts, padded):
        row[: len(ask.prompt)] = ask.prompt
    lengths = np.asarray([len(ask.prompt) for ask in padded], np.int32)
    limits = np.asarray([ask.limit for ask in padded], np.int32)
    temperatures = np.asarray([ask.temperature for ask in padded], np.float32)
    top_p = np.asarray([ask.top_p for ask in padded], np.float32)
    keys = np.asarray([(ask.seed >> 32 & 0xFFFFFFFF, ask.seed & 0xFFFFFFFF) for ask in padded], np.uint32)
    texts = np.asarray(_decode(shape, parameters, prompts, lengths, limits, temperatures, top_p, keys))
    return [_answer(text[len(ask.prompt) :].tolist(), ask.limit) for ask, text in zip(asks, texts)]


def _answer(tokens: list[int], limit: int) -> Answer:
    ended = END in tokens[:limit]
    return Answer(tokens[: tokens.index(END)] if ended else tokens[:limit], ended)


def decode(shape: Shape, parameters: dict, asks: Sequence[Ask]) -> list[Answer]:
    """Answers in the order of the asks. Asks of like length share a lot: one lot takes as long as its longest text."""
    order = sorted(range(len(asks)), key=lambda index: len(asks[index].prompt) + asks[index].limit)
    answers: dict[int, Answer] = {}
    for start in range(0, len(order), LOTS[-1]):
        lot = order[start : start + LOTS[-1]]
        answers |= zip(lot, _decode_lot(shape, parameters, [asks[index] for index in lot]))
    return [answers[index] for index in range(len(asks))]
