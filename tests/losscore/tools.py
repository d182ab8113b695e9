"""What several tests of the engine need."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

import losscore as ls

STENCIL = ((-2, 1 / 12), (-1, -2 / 3), (1, 2 / 3), (2, -1 / 12))  # fourth-order central difference


def differences(function, w, h=1e-3):
    """Derivatives of ``function`` with respect to each weight, in a last axis."""
    w = np.asarray(w, dtype=float)
    columns = [
        sum(factor * np.asarray(function(w + steps * h * unit)) for steps, factor in STENCIL) / h
        for unit in np.eye(len(w))
    ]
    return np.stack(columns, axis=-1)


@dataclass(frozen=True)
class Quadratic:
    """``(a x^2 + b y^2) / 2``: the ravine on which the update rules are tabulated."""

    a: float = 1.0
    b: float = 10.0

    dataset = None

    @property
    def weight_names(self):
        return ("x", "y")

    def __call__(self, w):
        w = np.asarray(w, dtype=float)
        return (self.a * w[..., 0] ** 2 + self.b * w[..., 1] ** 2) / 2

    def gradient(self, w):
        return np.asarray(w, dtype=float) * (self.a, self.b)

    def loss_and_gradient(self, w):
        return self(w), self.gradient(w)

    def hessian(self, w):
        return np.broadcast_to(np.diag([self.a, self.b]), (*np.shape(w)[:-1], 2, 2)).copy()


def same_bits(one: ls.Path, two: ls.Path) -> None:
    """Assert that two paths agree to the bit in every row."""
    for name in ("weights", "losses", "gradients", "learning_rates"):
        assert np.array_equal(getattr(one, name), getattr(two, name)), name
    assert np.array_equal(np.asarray(one.stopped), np.asarray(two.stopped))
    assert one.first == two.first
    for field, (mine, other) in enumerate(zip(one.state, two.state, strict=True)):
        assert np.array_equal(mine, other), f"field {field} of the state"


def in_80_bits(objective, w1, w2):
    """The loss over the grid, ``[j, i]``, in extended precision from the model's definition."""
    x, sign = objective.dataset.x.astype(np.longdouble), (1 - 2 * objective.dataset.y).astype(np.longdouble)
    w1, w2 = w1.astype(np.longdouble)[np.newaxis, :, np.newaxis], w2.astype(np.longdouble)[:, np.newaxis, np.newaxis]
    x1, x2 = x[:, 0], x[:, -1]
    z = {
        "w1 x + w2": lambda: w1 * x1 + w2,
        "w1 x1 + w2 x2": lambda: w1 * x1 + w2 * x2,
        "4 sin(w1 x + w2)": lambda: 4 * np.sin(w1 * x1 + w2),
        "2 sin(w1 x1 + w2 x2)": lambda: 2 * np.sin(w1 * x1 + w2 * x2),
        "4 tanh(w1 x + w2)": lambda: 4 * np.tanh(w1 * x1 + w2),
        "w2 tanh(w1 x)": lambda: w2 * np.tanh(w1 * x1),
        "2 [tanh(2 (x - w1)) - tanh(2 (x - w2))] - 2": lambda: (
            2 * (np.tanh(2 * (x1 - w1)) - np.tanh(2 * (x1 - w2))) - 2
        ),
    }[objective.model.formula]()
    t = sign * z
    return (np.maximum(t, 0) + np.log1p(np.exp(-np.abs(t)))).mean(axis=-1)
