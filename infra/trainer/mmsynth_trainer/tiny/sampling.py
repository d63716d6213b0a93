"""The next token of every row: the likeliest, or drawn."""

import jax
import jax.numpy as jnp


def drawn_tokens(scores, temperatures, top_p, keys, position):
    """A token a row. The draw depends on the row's own key and place, not on the rows beside it."""
    chances = jax.nn.softmax(scores / jnp.maximum(temperatures, 1e-6)[:, None], -1)
    descending = -jnp.sort(-chances, -1)
    before = jnp.cumsum(descending, -1) - descending
    least = jnp.min(jnp.where((before < top_p[:, None]) | (before == 0), descending, 2.0), -1, keepdims=True)
    noise = jax.vmap(lambda key: jax.random.gumbel(jax.random.fold_in(key, position), scores.shape[-1:]))(keys)
    sampled = jnp.where(chances >= least, jnp.log(chances) + noise, -jnp.inf)
    return jnp.argmax(jnp.where(temperatures[:, None] > 0, sampled, scores), -1).astype(jnp.int32)
