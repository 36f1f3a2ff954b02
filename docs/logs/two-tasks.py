#!/usr/bin/env python3
"""A small network learns an old task, then a new one: the log that forgetscope ships.

Ten classes are ten clusters in 16 dimensions; the new task has clusters elsewhere. After the old task the
network (64 hidden units, plain SGD) is trained on the new one, with a share of old examples in every batch.
python3 two-tasks.py > two-tasks.csv needs NumPy and takes some seconds.
"""
import numpy as np

CLASSES, INPUTS, HIDDEN, BATCH, RATE = 10, 16, 64, 32, 0.02
STEPS = [0, 25, 50, 75, 100, 150, 200, 300, 400, 600, 800, 1000]
RUNS = [("plain", 0.0), ("replay", 0.1)]


def task(random):
    centres = random.normal(0, 1.2, (CLASSES, INPUTS))

    def draw(count):
        labels = random.integers(0, CLASSES, count)
        return centres[labels] + random.normal(0, 1, (count, INPUTS)), labels

    return draw


def forward(weights, x):
    hidden = np.maximum(0, x @ weights[0] + weights[1])
    return hidden, hidden @ weights[2] + weights[3]


def step(weights, x, labels):
    hidden, logits = forward(weights, x)
    logits = logits - logits.max(1, keepdims=True)
    p = np.exp(logits)
    p /= p.sum(1, keepdims=True)
    p[np.arange(len(labels)), labels] -= 1
    p /= len(labels)
    back = (p @ weights[2].T) * (hidden > 0)
    for weight, slope in zip(weights, (x.T @ back, back.sum(0), hidden.T @ p, p.sum(0))):
        weight -= RATE * slope


def main():
    print("run,seed,step,old,new")
    for name, replay in RUNS:
        for seed in (1, 2, 3):
            random = np.random.default_rng(seed)
            old, new = task(random), task(random)
            tests = old(2000), new(2000)
            weights = [
                random.normal(0, (2 / INPUTS) ** 0.5, (INPUTS, HIDDEN)), np.zeros(HIDDEN),
                random.normal(0, (1 / HIDDEN) ** 0.5, (HIDDEN, CLASSES)), np.zeros(CLASSES)]
            for _ in range(4000):
                step(weights, *old(BATCH))
            count = round(replay * BATCH)
            for number in range(STEPS[-1] + 1):
                if number in STEPS:
                    scores = [np.mean(forward(weights, x)[1].argmax(1) == y) for x, y in tests]
                    print(f"{name},{seed},{number},{scores[0]:.3f},{scores[1]:.3f}")
                x, y = new(BATCH - count)
                if count:
                    u, v = old(count)
                    x, y = np.concatenate([x, u]), np.concatenate([y, v])
                step(weights, x, y)


main()
