"""Reverse KL as one loop over nodes, compiled by Numba with fastmath."""

from math import exp, log, log1p

import numba
import numpy as np

from problem import COMMON, LOG_TARGET, NODE_WEIGHT, START, STEP, W11, W21, W22, X, Y, report


@numba.njit(fastmath=True)
def gradient(parameters, x, y, log_target):
    weight = 1 / (1 + exp(-parameters[0]))
    old_scale, new_scale = log(weight) + COMMON, log(1 - weight) + COMMON
    old_sum = new_sum = old_x = old_y = new_x = new_y = 0.0
    for i in range(x.size):
        dx, dy = x[i] - parameters[1], y[i] - parameters[2]
        ex, ey = x[i] - parameters[3], y[i] - parameters[4]
        old_1, old_2 = W11 * dx, W21 * dx + W22 * dy
        new_1, new_2 = W11 * ex, W21 * ex + W22 * ey
        old_log = old_scale - 0.5 * (old_1 * old_1 + old_2 * old_2)
        new_log = new_scale - 0.5 * (new_1 * new_1 + new_2 * new_2)
        e = exp(-abs(old_log - new_log))
        log_density = max(old_log, new_log) + log1p(e)
        k = NODE_WEIGHT * exp(log_density) * (log_density - log_target[i])
        major = 1 / (1 + e)
        old = k * (major if old_log >= new_log else e * major)
        new = k - old
        old_sum += old
        new_sum += new
        old_x += old * old_1
        old_y += old * old_2
        new_x += new * new_1
        new_y += new * new_2
    return np.array([
        old_sum - weight * (old_sum + new_sum),
        W11 * old_x + W21 * old_y, W22 * old_y,
        W11 * new_x + W21 * new_y, W22 * new_y,
    ])


@numba.njit(fastmath=True)
def compiled(parameters, steps, x, y, log_target):
    for _ in range(steps):
        parameters = parameters - STEP * gradient(parameters, x, y, log_target)
    return parameters


def descend(parameters, steps):
    return compiled(parameters, steps, X, Y, LOG_TARGET)


report(
    f"Numba-{numba.__version__}", descend, gradient(START, X, Y, LOG_TARGET), rounds=20, steps=50)
