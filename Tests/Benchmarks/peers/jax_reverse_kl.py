"""Reverse KL in JAX: the objective alone is written, its gradient is automatic, and the whole loop
is compiled, in float64."""

import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)

import problem
from problem import COMMON, NODE_WEIGHT, START, STEP, report, whitened

X, Y, LOG_TARGET = (jnp.asarray(a) for a in (problem.X, problem.Y, problem.LOG_TARGET))


def objective(parameters):
    old_1, old_2 = whitened(X - parameters[1], Y - parameters[2])
    new_1, new_2 = whitened(X - parameters[3], Y - parameters[4])
    old_log = jax.nn.log_sigmoid(parameters[0]) + COMMON - 0.5 * (old_1 * old_1 + old_2 * old_2)
    new_log = jax.nn.log_sigmoid(-parameters[0]) + COMMON - 0.5 * (new_1 * new_1 + new_2 * new_2)
    log_density = jnp.logaddexp(old_log, new_log)
    return NODE_WEIGHT * jnp.sum(jnp.exp(log_density) * (log_density - LOG_TARGET))


@jax.jit
def compiled(parameters, steps):
    gradient = jax.grad(objective)
    return jax.lax.fori_loop(0, steps, lambda _, p: p - STEP * gradient(p), parameters)


def descend(parameters, steps):
    return compiled(jnp.asarray(parameters), steps).block_until_ready()


report(f"JAX-{jax.__version__}", descend, jax.jit(jax.grad(objective))(START), rounds=20, steps=50)
