"""The shared problem for the Python peers: numbers, grid, and the line that each peer prints."""

import pathlib
import time

import numpy as np

NUMBERS = {
    name: float(value)
    for name, value in (
        line.split()
        for line in (pathlib.Path(__file__).parent.parent / "problem.txt").read_text().splitlines()
    )
}

_n = int(NUMBERS["nodes_per_axis"])
_sx, _sy, _rho = (NUMBERS[key] for key in ("deviation_x", "deviation_y", "correlation"))
L11, L21, L22 = _sx, _rho * _sy, _sy * (1 - _rho**2) ** 0.5
W11, W21, W22 = 1 / L11, -L21 / (L11 * L22), 1 / L22
COMMON = -np.log(L11 * L22) - np.log(2 * np.pi)

TARGET = np.array([NUMBERS[f"target_{mode}_{axis}"] for mode in ("old", "new") for axis in "xy"])
MASS = NUMBERS["old_mass"]
START = np.array(
    [np.log(NUMBERS["old_weight"] / (1 - NUMBERS["old_weight"]))]
    + [NUMBERS[f"model_{mode}_{axis}"] for mode in ("old", "new") for axis in "xy"]
)
STEP = NUMBERS["step"]

_u = np.linspace(-NUMBERS["half_width"], NUMBERS["half_width"], _n)
_h = _u[1] - _u[0]
_u, _v = (a.ravel() for a in np.meshgrid(_u, _u, indexing="ij"))
X = (TARGET[0] + TARGET[2]) / 2 + L11 * _u
Y = (TARGET[1] + TARGET[3]) / 2 + L21 * _u + L22 * _v
NODE_WEIGHT = _h * _h * L11 * L22


def whitened(x, y):
    z1 = W11 * x
    return z1, W21 * x + W22 * y


def log_target(x, y):
    logs = []
    for weight, mean in ((MASS, TARGET[:2]), (1 - MASS, TARGET[2:])):
        z1, z2 = whitened(x - mean[0], y - mean[1])
        logs.append(np.log(weight) + COMMON - 0.5 * (z1 * z1 + z2 * z2))
    return np.logaddexp(*logs)


LOG_TARGET = log_target(X, Y)


def report(name, descend, gradient, rounds, steps):
    """`descend(parameters, steps)` runs a number of steps; the fastest round counts."""
    descend(START, steps)
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter_ns()
        descend(START, steps)
        best = min(best, (time.perf_counter_ns() - start) / steps / X.size)
    print(name, best, *(repr(float(value)) for value in gradient))


BATCHES = 200


def report_draws(name, draw, descend, mean_estimate, rounds, steps):
    """`draw(dimension, steps)` draws batches of X.size samples, `descend(parameters, steps)` runs
    steps on estimates, `mean_estimate(batches)` averages estimates at the start."""

    def best(run):
        run()
        fastest = float("inf")
        for _ in range(rounds):
            start = time.perf_counter_ns()
            run()
            fastest = min(fastest, (time.perf_counter_ns() - start) / steps / X.size)
        return fastest

    times = [best(lambda: draw(1, steps)), best(lambda: draw(2, steps)),
             best(lambda: descend(START, steps))]
    print("draws", name, *times, *(repr(float(value)) for value in mean_estimate(BATCHES)))
