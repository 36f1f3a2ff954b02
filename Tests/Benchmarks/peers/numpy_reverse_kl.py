"""Reverse KL by whole-array NumPy."""

import numpy as np

from problem import COMMON, LOG_TARGET, NODE_WEIGHT, START, STEP, W11, W21, W22, X, Y
from problem import report, whitened


def gradient(parameters):
    weight = 1 / (1 + np.exp(-parameters[0]))
    old_1, old_2 = whitened(X - parameters[1], Y - parameters[2])
    new_1, new_2 = whitened(X - parameters[3], Y - parameters[4])
    old_log = np.log(weight) + COMMON - 0.5 * (old_1 * old_1 + old_2 * old_2)
    new_log = np.log1p(-weight) + COMMON - 0.5 * (new_1 * new_1 + new_2 * new_2)
    log_density = np.logaddexp(old_log, new_log)
    k = NODE_WEIGHT * np.exp(log_density) * (log_density - LOG_TARGET)
    old = k * np.exp(old_log - log_density)
    new = k - old
    old_1, old_2, new_1, new_2 = old @ old_1, old @ old_2, new @ new_1, new @ new_2
    return np.array([
        old.sum() - weight * k.sum(),
        W11 * old_1 + W21 * old_2, W22 * old_2,
        W11 * new_1 + W21 * new_2, W22 * new_2,
    ])


def descend(parameters, steps):
    for _ in range(steps):
        parameters = parameters - STEP * gradient(parameters)
    return parameters


report(f"NumPy-{np.__version__}", descend, gradient(START), rounds=20, steps=50)
