"""Batches of samples, and reverse KL estimated from them, by whole-array NumPy with its Philox."""

import numpy as np

from problem import COMMON, L11, L21, L22, START, STEP, W11, W21, W22, X
from problem import log_target, report_draws, whitened

COUNT = X.size
RANDOM = np.random.Generator(np.random.Philox(1))


def draw_line(parameters):
    is_old = RANDOM.random(COUNT) < 1 / (1 + np.exp(-parameters[0]))
    return np.where(is_old, parameters[1], parameters[3]) + L11 * RANDOM.standard_normal(COUNT)


def draw_plane(parameters):
    is_old = RANDOM.random(COUNT) < 1 / (1 + np.exp(-parameters[0]))
    z1, z2 = RANDOM.standard_normal((2, COUNT))
    x = np.where(is_old, parameters[1], parameters[3]) + L11 * z1
    y = np.where(is_old, parameters[2], parameters[4]) + (L21 * z1 + L22 * z2)
    return x, y


def estimate(parameters):
    x, y = draw_plane(parameters)
    weight = 1 / (1 + np.exp(-parameters[0]))
    old_1, old_2 = whitened(x - parameters[1], y - parameters[2])
    new_1, new_2 = whitened(x - parameters[3], y - parameters[4])
    old_log = np.log(weight) + COMMON - 0.5 * (old_1 * old_1 + old_2 * old_2)
    new_log = np.log1p(-weight) + COMMON - 0.5 * (new_1 * new_1 + new_2 * new_2)
    log_density = np.logaddexp(old_log, new_log)
    ratio = log_density - log_target(x, y)
    k = (ratio - ratio.mean()) / (COUNT - 1)
    old = k * np.exp(old_log - log_density)
    new = k - old
    old_1, old_2, new_1, new_2 = old @ old_1, old @ old_2, new @ new_1, new @ new_2
    return np.array([
        old.sum() - weight * k.sum(),
        W11 * old_1 + W21 * old_2, W22 * old_2,
        W11 * new_1 + W21 * new_2, W22 * new_2,
    ])


def draw(dimension, steps):
    for _ in range(steps):
        (draw_line if dimension == 1 else draw_plane)(START)


def descend(parameters, steps):
    for _ in range(steps):
        parameters = parameters - STEP * estimate(parameters)
    return parameters


def mean_estimate(batches):
    return sum(estimate(START) for _ in range(batches)) / batches


report_draws(f"NumPy-{np.__version__}", draw, descend, mean_estimate, rounds=100, steps=4)
