"""What sure preferences lead to, by how answers of nearly one reward are compared.

Target ½ N(−4, 1) + ½ N(4, 1), reference and start .8 N(−4, 1) + .2 N(4, 1), only the weight moves:
s' = −∫ k (r_o − β), k = −2τ q_ref(y) E_{y'}[π − σ(τh)] (DPO) or 4 q_ref(y) E_{y'}[h − (2π − 1)/(2τ)] (IPO), pairs
summed up one by one over nodes `step` apart, DOP853 to 1e−12. Needs NumPy and SciPy; it shares nothing with the
product.

    python3 preferences.py
"""

import numpy as np
from scipy.integrate import solve_ivp
from scipy.special import expit, logit

REFERENCE = 0.8


class Answers:
    def __init__(self, step):
        count = round(12.5 / step)
        self.y = step * np.arange(-count, count + 1)
        self.old = -((self.y + 4) ** 2) / 2
        self.new = -((self.y - 4) ** 2) / 2
        self.reward = expit(8 * self.y)
        self.start = self.log(logit(REFERENCE))
        self.share = step * np.exp(self.start) / np.sqrt(2 * np.pi)

    def log(self, s):
        """log q but for a constant."""
        return np.logaddexp(self.old - np.logaddexp(0, -s), self.new - np.logaddexp(0, s))


def velocity(answers, chance, method, tau):
    def of(_, state):
        s = state[0]
        ratio = answers.log(s) - answers.start
        h = ratio[:, None] - ratio[None, :]
        if method == "dpo":
            miss = -2 * tau * (chance - expit(tau * h))
        else:
            miss = 4 * (h - (2 * chance - 1) / (2 * tau))
        k = answers.share * (miss @ answers.share)
        return [-k @ (expit(s + answers.old - answers.new) - expit(s))]

    return of


def end(answers, chance, method, tau, time):
    start = [logit(REFERENCE)]
    flow = velocity(answers, chance, method, tau)
    return solve_ivp(flow, (0, time), start, "DOP853", rtol=1e-12, atol=1e-12).y[0, -1]


def difference(values):
    return values[:, None] - values[None, :]


def rules(answers):
    """P(y preferred to y') for every pair."""
    label = np.where(np.abs(answers.y) < 1e-9, 0.5, answers.y > 0)
    yield "the better answer by however little", 0.5 + 0.5 * np.sign(difference(answers.y))
    yield "sigma(24 (r - r')), as in the product", expit(24 * difference(answers.reward))
    yield "the likelier task's label, a draw within a task", 0.5 + 0.5 * difference(label)
    yield "a label drawn with chance r", 0.5 + 0.5 * difference(answers.reward)
    yield "sigma(10.25 (r - r'))", expit(10.25 * difference(answers.reward))


def main():
    for step in (0.04, 0.02):
        answers = Answers(step)
        for name, chance in rules(answers):
            x = logit(REFERENCE) - end(answers, chance, "dpo", 1, 12.5)
            beta = expit(end(answers, chance, "ipo", 0.5, 100))
            print(f"{step}: {name:48s} DPO {np.exp(x) + x - 1:.6f}  IPO {beta:.7f}", flush=True)


if __name__ == "__main__":
    main()
