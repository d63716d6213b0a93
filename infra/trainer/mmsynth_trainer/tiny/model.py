"""The decoder: RMSNorm before each part, rotary positions, three tables of places, ReLU, untied output, float32."""

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from .features import COLUMNS, FIELDS, LINES


class Shape(NamedTuple):
    width: int = 64
    layers: int = 3
    heads: int = 2
    inner: int = 256
    #: Rows of the token table; more than there are tokens, so that the shape stays when one is added.
    vocabulary: int = 32
    #: Tokens of a row in training.
    length: int = 128
    #: Tokens of prompt and answer together in decoding.
    context: int = 176

    @property
    def head(self) -> int:
        return self.width // self.heads


def initial(shape: Shape, seed: int) -> dict:
    """Parameters by name; about 160,000 at the default shape."""
    random = np.random.default_rng(seed)

    def normal(*size: int, scale: float) -> np.ndarray:
        return random.normal(0, scale, size).astype(np.float32)

    width, inner = shape.width, shape.inner
    residual = 1 / np.sqrt(2 * shape.layers)
    parameters = {
        "token": normal(shape.vocabulary, width, scale=0.5),
        "column": normal(COLUMNS, width, scale=0.5),
        "field": normal(FIELDS, width, scale=0.5),
        "line": normal(LINES, width, scale=0.5),
        "output": normal(width, shape.vocabulary, scale=width**-0.5),
        "norm": np.ones(width, np.float32),
    }
    for layer in range(shape.layers):
        parameters |= {
            f"{layer}.qkv": normal(width, 3 * width, scale=width**-0.5),
            f"{layer}.mix": normal(width, width, scale=residual * width**-0.5),
            f"{layer}.up": normal(width, inner, scale=width**-0.5),
            f"{layer}.down": normal(inner, width, scale=residual * inner**-0.5),
            f"{layer}.norm1": np.ones(width, np.float32),
            f"{layer}.norm2": np.ones(width, np.float32),
        }
    return parameters


def normed(x, gain):
    return x * jax.lax.rsqrt(jnp.mean(x * x, -1, keepdims=True) + 1e-6) * gain


def embedded(parameters, tokens, places):
    """tokens (...), places (..., 3) -> (..., width)."""
    column, field, line = (jnp.minimum(places[..., index], 15) for index in range(3))
    return (
        parameters["token"][tokens]
        + parameters["column"][column]
        + parameters["field"][field]
        + parameters["line"][line]
    )


def rotated(x, positions):
    """Rotary embedding of (..., head) at positions that broadcast to x.shape[:-1]."""
    half = x.shape[-1] // 2
    angles = positions[..., None] * (100.0 ** (-jnp.arange(half) / half))
    sin, cos = jnp.sin(angles), jnp.cos(angles)
    first, second = x[..., :half], x[..., half:]
    return jnp.concatenate([first * cos - second * sin, first * sin + second * cos], -1)


def logits(parameters, shape: Shape, tokens, places, segments):
    """Next-token scores (rows, length, vocabulary). Texts packed in one row see only their own segment."""
    rows, length = tokens.shape
    positions = jnp.arange(length)
    allowed = (segments[:, :, None] == segments[:, None, :]) & (positions[:, None] >= positions[None, :])
    bias = jnp.where(allowed, 0.0, -1e9)[:, None]
    x = embedded(parameters, tokens, places)
    for layer in range(shape.layers):
        qkv = normed(x, parameters[f"{layer}.norm1"]) @ parameters[f"{layer}.qkv"]
        q, k, v = jnp.moveaxis(qkv.reshape(rows, length, 3, shape.heads, shape.head), (2, 3), (0, 2))
        q, k = rotated(q, positions), rotated(k, positions)
        scores = jnp.einsum("bhqd,bhkd->bhqk", q, k) * shape.head**-0.5 + bias
        mixed = jnp.einsum("bhqk,bhkd->bqhd", jax.nn.softmax(scores, -1), v).reshape(rows, length, -1)
        x = x + mixed @ parameters[f"{layer}.mix"]
        hidden = jax.nn.relu(normed(x, parameters[f"{layer}.norm2"]) @ parameters[f"{layer}.up"])
        x = x + hidden @ parameters[f"{layer}.down"]
    return normed(x, parameters["norm"]) @ parameters["output"]
