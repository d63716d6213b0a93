"""Adam with clipped gradients and a warm-up, by hand: it is all of an optimiser library that is needed."""

import functools
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from .model import Shape, logits
from .packing import Batch

BETA1, BETA2, EPSILON, CLIP = 0.9, 0.98, 1e-8, 1.0
WARM_UP = 20
RATE = 2e-3


class State(NamedTuple):
    parameters: dict
    mean: dict
    square: dict
    #: Steps done.
    step: int


def fresh(parameters: dict) -> State:
    zeros = {name: np.zeros_like(value) for name, value in parameters.items()}
    return State(parameters, zeros, zeros, 0)


def loss_of(parameters, shape: Shape, batch: Batch):
    """Mean cross-entropy per completion token, in nats."""
    scores = logits(parameters, shape, batch.tokens, batch.places, batch.segments)
    picked = jnp.take_along_axis(jax.nn.log_softmax(scores), batch.targets[..., None], -1)[..., 0]
    return -(picked * batch.weights).sum() / batch.weights.sum()


@functools.partial(jax.jit, static_argnums=0)
def _update(shape: Shape, parameters, mean, square, step, rate, batch: Batch):
    loss, gradient = jax.value_and_grad(loss_of)(parameters, shape, batch)
    norm = jnp.sqrt(sum((value**2).sum() for value in gradient.values()))
    scale = jnp.minimum(1.0, CLIP / (norm + 1e-9))
    rate = rate * jnp.minimum(1.0, step / WARM_UP)
    fix1, fix2 = 1 - BETA1**step, 1 - BETA2**step

    def moved(value, grad, mean, square):
        grad = grad * scale
        mean = BETA1 * mean + (1 - BETA1) * grad
        square = BETA2 * square + (1 - BETA2) * grad**2
        return value - rate * (mean / fix1) / (jnp.sqrt(square / fix2) + EPSILON), mean, square

    after = {name: moved(parameters[name], gradient[name], mean[name], square[name]) for name in parameters}
    new, mean, square = ({name: value[index] for name, value in after.items()} for index in range(3))
    return new, mean, square, loss


def stepped(shape: Shape, state: State, batch: Batch, rate: float = RATE) -> tuple[State, float]:
    """One step; the loss is of before it. The rate is an argument, not a constant, so that it compiles once."""
    step = state.step + 1
    parameters, mean, square, loss = _update(
        shape, state.parameters, state.mean, state.square, np.float32(step), np.float32(rate), batch
    )
    return State(parameters, mean, square, step), float(loss)
