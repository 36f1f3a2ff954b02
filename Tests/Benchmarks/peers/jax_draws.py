"""Batches of samples, and reverse KL estimated from them, in JAX: its counter-based generator
(Threefry), the score by automatic differentiation, the whole loop compiled, in float64."""

import functools

import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)

from problem import COMMON, L11, L21, L22, MASS, START, STEP, TARGET, X
from problem import report_draws, whitened

COUNT = X.size


def batch_key(step):
    return jax.random.fold_in(jax.random.key(1), step)


def draw_line(parameters, key):
    choice, normal = jax.random.split(key)
    is_old = jax.random.uniform(choice, COUNT) < jax.nn.sigmoid(parameters[0])
    z = jax.random.normal(normal, COUNT)
    return jnp.where(is_old, parameters[1], parameters[3]) + L11 * z


def draw_plane(parameters, key):
    choice, normal = jax.random.split(key)
    is_old = jax.random.uniform(choice, COUNT) < jax.nn.sigmoid(parameters[0])
    z1, z2 = jax.random.normal(normal, (2, COUNT))
    x = jnp.where(is_old, parameters[1], parameters[3]) + L11 * z1
    y = jnp.where(is_old, parameters[2], parameters[4]) + (L21 * z1 + L22 * z2)
    return x, y


def log_mixture(logit, means, x, y):
    old_1, old_2 = whitened(x - means[0], y - means[1])
    new_1, new_2 = whitened(x - means[2], y - means[3])
    old_log = jax.nn.log_sigmoid(logit) + COMMON - 0.5 * (old_1 * old_1 + old_2 * old_2)
    new_log = jax.nn.log_sigmoid(-logit) + COMMON - 0.5 * (new_1 * new_1 + new_2 * new_2)
    return jnp.logaddexp(old_log, new_log)


def surrogate(parameters, x, y):
    """Its gradient is the estimate: coefficients are constants, only log q is differentiated."""
    log_density = log_mixture(parameters[0], parameters[1:], x, y)
    log_target = log_mixture(jnp.log(MASS / (1 - MASS)), TARGET, x, y)
    ratio = log_density - log_target
    k = jax.lax.stop_gradient((ratio - ratio.mean()) / (COUNT - 1))
    return jnp.sum(k * log_density)


def estimate(parameters, step):
    x, y = jax.lax.stop_gradient(draw_plane(parameters, batch_key(step)))
    return jax.grad(surrogate)(parameters, x, y)


@functools.partial(jax.jit, static_argnums=0)
def compiled_draw(dimension, steps):
    # Sums keep the compiler from leaving the draws out.
    def body(step, total):
        if dimension == 1:
            return total + draw_line(jnp.asarray(START), batch_key(step)).sum()
        x, y = draw_plane(jnp.asarray(START), batch_key(step))
        return total + x.sum() + y.sum()

    return jax.lax.fori_loop(0, steps, body, 0.0)


def draw(dimension, steps):
    return compiled_draw(dimension, steps).block_until_ready()


@jax.jit
def compiled_descend(parameters, steps):
    return jax.lax.fori_loop(0, steps, lambda i, p: p - STEP * estimate(p, i), parameters)


def descend(parameters, steps):
    return compiled_descend(jnp.asarray(parameters), steps).block_until_ready()


@jax.jit
def mean_estimate(batches):
    start = jnp.asarray(START)
    total = jax.lax.fori_loop(0, batches, lambda i, t: t + estimate(start, i), jnp.zeros(5))
    return total / batches


report_draws(f"JAX-{jax.__version__}", draw, descend, mean_estimate, rounds=100, steps=4)
