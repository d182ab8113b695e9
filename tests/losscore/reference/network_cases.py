"""Which networks are compared with PyTorch: shapes, weights, data. Needs no PyTorch."""

from __future__ import annotations

import numpy as np

FEATURES, EXAMPLES = 2, 12
CASES = [
    {"layers": layers, "width": width, "activation": activation, "skips": skips, "bias": bias}
    for layers, width in ((1, 2), (2, 8), (3, 4), (20, 2))
    for activation in ("tanh", "relu")
    for skips in (False, True)
    for bias in (True, False)
]
STEPS = 40  # of training, by two rules
RULES = {"Adam": {"learning_rate": 0.02}, "Momentum": {"learning_rate": 0.1, "momentum": 0.9}}


def name(case: dict[str, object]) -> str:
    return "-".join(str(value) for value in case.values())


def data() -> tuple[np.ndarray, np.ndarray]:
    """Examples ``(n, 2)`` and labels ``(n,)`` from a formula."""
    t = np.arange(EXAMPLES)
    return np.column_stack([np.sin(1.3 * t), np.cos(2.1 * t + 0.4)]), (t % 3 == 0).astype(float)


def weights(size: int, phase: float) -> np.ndarray:
    """Weights or a direction ``(k,)`` from a formula."""
    return 0.9 * np.sin(1.7 * np.arange(1, size + 1) + phase)
