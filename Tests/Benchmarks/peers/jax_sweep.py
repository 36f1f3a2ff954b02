"""Whole runs of the default scenario in JAX: both objectives are written down, their gradients are
automatic, the integrator is a scan, and all runs are one vmap, compiled, in float64.

Standard input: old weight at the start, lane, and the end's beta and means at t = 20, a line each. Prints
runs per second, the largest error of an end value, and what was needed: nodes, steps, runs at once. The
cheapest of some grids, step counts and batches that is within 1e-6 everywhere.
"""

import sys
import time

import jax
import jax.numpy as jnp
import numpy

jax.config.update("jax_enable_x64", True)

OLD, NEW, SHARE, UNTIL = -2.0, 2.0, 0.5, 20.0
START_OLD, START_NEW = -2.0, 0.5
HALF_LOG_TWO_PI = 0.9189385332046727


def normal(y, mean):
    return -0.5 * (y - mean) ** 2 - HALF_LOG_TWO_PI


def objectives(nodes):
    # The trapezoidal rule, wide enough for both tasks and the model between them.
    y = jnp.linspace(-10.0, 10.0, nodes)
    weight = 20.0 / (nodes - 1)
    log_new = normal(y, NEW)
    log_target = jnp.logaddexp(jnp.log(SHARE) + normal(y, OLD), jnp.log(1 - SHARE) + log_new)

    def log_model(state):
        return jnp.logaddexp(
            jax.nn.log_sigmoid(state[0]) + normal(y, state[1]),
            jax.nn.log_sigmoid(-state[0]) + normal(y, state[2]))

    def forward(state):
        return -weight * jnp.sum(jnp.exp(log_new) * log_model(state))

    def reverse(state):
        log_q = log_model(state)
        return weight * jnp.sum(jnp.exp(log_q) * (log_q - log_target))

    return forward, reverse


def runner(nodes, steps):
    forward, reverse = (jax.grad(f) for f in objectives(nodes))
    # Steps that grow as the flow slows down: equal ones of log(1 + t).
    times = numpy.expm1(numpy.linspace(0, numpy.log1p(UNTIL), steps + 1))
    lengths = jnp.asarray(numpy.diff(times))

    def flow(gradient, state):
        def step(state, h):
            a = -gradient(state)
            b = -gradient(state + 0.5 * h * a)
            c = -gradient(state + 0.5 * h * b)
            d = -gradient(state + h * c)
            return state + h / 6 * (a + 2 * b + 2 * c + d), None
        return jax.lax.scan(step, state, lengths)[0]

    def run(old_weight):
        start = jnp.stack([jnp.log(old_weight / (1 - old_weight)), START_OLD + 0 * old_weight,
                           START_NEW + 0 * old_weight])
        ends = jnp.stack([flow(forward, start), flow(reverse, start)])
        return ends.at[:, 0].set(jax.nn.sigmoid(ends[:, 0]))

    return jax.jit(jax.vmap(run))


def main():
    wanted = {}
    for line in sys.stdin:
        weight, lane, *values = line.split()
        wanted.setdefault(float(weight), {})[int(lane)] = [float(value) for value in values]
    weights = numpy.array(sorted(wanted))
    ends = numpy.array([[wanted[weight][lane] for lane in (1, 2)] for weight in weights])

    def error(nodes, steps):
        return numpy.abs(numpy.asarray(runner(nodes, steps)(weights)) - ends).max()

    # First the nodes that suffice with short steps, then the longest steps that do.
    most = 160
    nodes = next((n for n in (41, 49, 57, 65, 73, 81, 101, 129) if error(n, most) <= 1e-6), None)
    if nodes is None:
        raise SystemExit("no grid of those tried is within 1e-6")
    steps = next(s for s in (32, 48, 64, 80, 96, 112, 128, 144, most) if error(nodes, s) <= 1e-6)
    error = error(nodes, steps)
    best = (0.0, 0)
    for batch in (64, 256, 1024, 4096):
        run = runner(nodes, steps)
        many = jnp.linspace(0.1, 0.95, batch)
        run(many).block_until_ready()
        rounds, begin = 0, time.monotonic()
        while rounds < 3 or time.monotonic() - begin < 1.5:
            run(many).block_until_ready()
            rounds += 1
        best = max(best, (rounds * batch / (time.monotonic() - begin), batch))
    print(best[0], error, nodes, steps, best[1])


main()
