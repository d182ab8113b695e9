"""The engine: grids against what others do, a step of each optimizer, basins, growth, accuracy.

A grid of G x G points on N examples is measured in bare exponentials: the time of ``np.exp`` over as many float64
numbers (G G N), in place and in pieces that fit the cache, which is what each point of a textbook grid needs at least.
"""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Callable

import numpy as np

import losscore as ls
from tests.bench.timing import in_turns, ratio, seconds, table

PROBLEMS = ("bowl", "correlated", "ravine", "scaled", "smooth", "band", "saddle", "trap", "rugged", "plateau")
# What the engine has set itself, in bare exponentials at G = 401.
TARGET = dict.fromkeys(PROBLEMS[:6], 0.6) | {"saddle": 1.5, "trap": 2.5, "rugged": 2.5, "plateau": 2.5}


def main(*, quick: bool = False) -> None:
    size, turns = (21, 2) if quick else (401, 5)
    print(f"losscore {ls.__version__}, numpy {np.__version__}; medians of {turns} turns (smallest-largest)\n")
    _grids(size, turns)
    _growth((11, 21, 41) if quick else (101, 201, 401), turns)
    _steps(50 if quick else 1000, turns)
    _basins((5, 40) if quick else (33, 400))
    _accuracy(21 if quick else 101)


def _bare(numbers: int) -> Callable[[], None]:
    """``np.exp`` over so many numbers."""
    piece = np.random.default_rng(0).normal(size=min(16384, numbers))
    out, times = np.empty_like(piece), max(1, round(numbers / len(piece)))

    def run() -> None:
        for _ in range(times):
            np.exp(piece, out=out)

    return run


def _textbook(objective: ls.Objective, grid: ls.Landscape) -> Callable[[], None]:
    """Row by row: probabilities, two logarithms, a mean."""
    x, y, model = objective.dataset.x, objective.dataset.y, objective.model

    def run() -> None:
        for w2 in grid.w2:
            w = np.stack([grid.w1, np.full(len(grid.w1), w2)], axis=-1)
            p = 1 / (1 + np.exp(-model.logits(w, x)))
            np.mean(-(y * np.log(p) + (1 - y) * np.log(1 - p)), axis=-1)

    return run


def _others(objective: ls.Objective, grid: ls.Landscape) -> dict[str, tuple[Callable[[], None], float]]:
    """Calls of the other libraries that are installed, and the share of the grid that each does."""
    x, y, formula = objective.dataset.x, objective.dataset.y, objective.model.formula
    calls: dict[str, tuple[Callable[[], None], float]] = {}
    points = grid.w1.size * grid.w2.size
    some = min(200, points)
    w = np.random.default_rng(0).choice(np.stack(np.meshgrid(grid.w1, grid.w2), axis=-1).reshape(-1, 2), some)
    if importlib.util.find_spec("torch"):
        import torch

        torch.set_num_threads(1)
        tx, ty = torch.tensor(x.copy()), torch.tensor(y.copy())
        softplus = torch.nn.functional.softplus
        with_logits = torch.nn.functional.binary_cross_entropy_with_logits
        f = {
            "w1 x + w2": lambda a, b: a * tx[:, 0] + b,
            "w1 x1 + w2 x2": lambda a, b: a * tx[:, 0] + b * tx[:, -1],
            "4 sin(w1 x + w2)": lambda a, b: 4 * torch.sin(a * tx[:, 0] + b),
            "2 sin(w1 x1 + w2 x2)": lambda a, b: 2 * torch.sin(a * tx[:, 0] + b * tx[:, -1]),
            "4 tanh(w1 x + w2)": lambda a, b: 4 * torch.tanh(a * tx[:, 0] + b),
            "w2 tanh(w1 x)": lambda a, b: b * torch.tanh(a * tx[:, 0]),
        }.get(formula, lambda a, b: 2 * (torch.tanh(2 * (tx[:, 0] - a)) - torch.tanh(2 * (tx[:, 0] - b))) - 2)
        columns, rows, sign = torch.tensor(grid.w1)[:, None], torch.tensor(grid.w2), 1 - 2 * ty

        def broadcast() -> None:
            for row in rows:
                softplus(sign * f(columns, row)).mean(dim=-1)

        def loop() -> None:
            for a, b in torch.tensor(w):
                with_logits(f(a, b), ty)

        calls["torch, broadcast"] = (broadcast, 1.0)
        calls["torch, loop"] = (loop, some / points)
    if importlib.util.find_spec("sklearn"):
        from sklearn.metrics import log_loss

        def scikit() -> None:
            for point in w:
                log_loss(y, objective.probabilities(point), labels=[0, 1])

        calls["scikit-learn, loop"] = (scikit, some / points)
    return calls


def _grids(size: int, turns: int) -> None:
    rows, heading = [], []
    for name in PROBLEMS:
        problem = ls.PROBLEMS[name]
        grid = ls.landscape(problem.objective, problem.window, size)
        others = _others(problem.objective, grid)
        n = len(problem.objective.dataset)
        calls = {
            "exp": _bare(size * size * n),
            "losscore": lambda problem=problem: ls.landscape(problem.objective, problem.window, size),
            "textbook numpy": _textbook(problem.objective, grid),
            **{other: call for other, (call, _) in others.items()},
        }
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            taken = in_turns(calls, turns)
        shares = {other: share for other, (_, share) in others.items()}
        heading = ["problem", "N", "target", "losscore", "textbook numpy", *shares, "textbook / losscore"]
        rows.append(
            [
                name,
                str(n),
                f"{TARGET[name]:.1f}",
                ratio(taken["losscore"], taken["exp"]),
                ratio(taken["textbook numpy"], taken["exp"]),
                *(ratio(taken[other], taken["exp"], 1 / share) for other, share in shares.items()),
                ratio(taken["textbook numpy"], taken["losscore"]),
            ]
        )
    print(f"Grids of {size} x {size} points, in bare np.exp over G G N numbers (loops: 200 points, scaled up)")
    table(heading, rows)


def _growth(sizes: tuple[int, ...], turns: int) -> None:
    rows = []
    for name in ("smooth", "saddle", "rugged"):
        problem = ls.PROBLEMS[name]
        calls = {
            str(size): lambda size=size, problem=problem: ls.landscape(problem.objective, problem.window, size)
            for size in sizes
        }
        taken = in_turns(calls, turns)
        n = len(problem.objective.dataset)
        rows.append([name, *(f"{np.median(taken[str(size)]) / (size * size * n) * 1e9:.2f}" for size in sizes)])
    print("Growth with G G N: nanoseconds per grid point and example; flat or falling is linear or better")
    table(["problem", *(f"G = {size}" for size in sizes)], rows)


def _steps(steps: int, turns: int) -> None:
    rows, problem = [], ls.PROBLEMS["trap"]
    bare, starts = _bare(150 * 1000), np.random.default_rng(0).uniform(-1, 3, (256, 2))
    for name, kind in ls.OPTIMIZERS.items():
        rule = kind(0.05)
        lengths = (steps // 4, steps // 2, steps)
        calls = {
            "exp": bare,
            **{str(k): lambda k=k, rule=rule: ls.descend(problem.objective, rule, problem.start, k) for k in lengths},
            "batch": lambda rule=rule: ls.descend(problem.objective, rule, starts, steps // 20),
        }
        taken = in_turns(calls, turns)
        rows.append(
            [
                name,
                *(f"{np.median(taken[str(k)]) / k * 1e6:.1f}" for k in lengths),
                f"{np.median(taken['batch']) / (steps // 20) / 256 * 1e6:.2f}",
                ratio(taken[str(steps)], taken["exp"], 1000 / steps),
            ]
        )
    print("A step on `trap` (150 examples): microseconds in runs of three lengths, and of each of 256 starts at once")
    heading = [
        "optimizer",
        *(f"{k} steps" for k in lengths),
        "256 starts, each",
        "one start / np.exp of its 150 numbers",
    ]
    table(heading, rows)


def _basins(sizes: tuple[int, int]) -> None:
    size, steps = sizes
    problem, rows = ls.PROBLEMS["trap"], []
    _ = problem.critical_points
    starts = np.random.default_rng(0).uniform(*np.array(problem.window).T, (10, 2))
    for rule in (ls.GradientDescent(0.3), ls.GradientDescent(1.6), ls.Momentum(0.1), ls.Adam(0.1)):
        together = min(seconds(lambda rule=rule: ls.basins(problem, rule, size, steps)) for _ in range(3))
        alone = seconds(lambda rule=rule: [ls.descend(problem.objective, rule, start, steps) for start in starts])
        rows.append(
            [f"{type(rule).__name__}({rule.learning_rate})", f"{together:.2f}", f"{alone * size**2 / len(starts):.1f}"]
        )
    print(f"Basins of `trap`: {size} x {size} starts, {steps} steps, in seconds (target: 1.5)")
    table(["optimizer", "together", "one by one (10 starts, scaled up)"], rows)


def _accuracy(size: int) -> None:
    if np.finfo(np.longdouble).eps > 1e-18:
        print("Accuracy: this machine has no 80-bit numbers to compare with.")
        return
    from tests.losscore.tools import in_80_bits

    rows = []
    for name in PROBLEMS:
        problem = ls.PROBLEMS[name]
        grid = ls.landscape(problem.objective, problem.window, size)
        some = slice(None, None, 4)
        exact = in_80_bits(problem.objective, grid.w1[some], grid.w2[some])
        rows.append([name, f"{np.abs(grid.loss[some, some] - exact).max():.1e}"])
    print("Accuracy: largest error of the loss against 80-bit arithmetic (target: 1e-12)")
    table(["problem", "error"], rows)
