"""Networks against bare ``np.tanh`` and PyTorch: ``python -m tests.bench networks``."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable

import numpy as np

import losscore as ls
from tests.bench.timing import in_turns, ratio, table

# What the engine has set itself for 2-8-8-1 on 200 examples, in bare np.tanh of the same precision's name.
TARGET = {"float64": 2.2, "float32": 1.0}
SHAPES = ((2, 8, "tanh", False), (2, 8, "relu", False), (20, 8, "tanh", True), (4, 32, "tanh", False))


def main(*, quick: bool = False) -> None:
    size, turns = (9, 2) if quick else (101, 5)
    print(f"losscore {ls.__version__}, numpy {np.__version__}; medians of {turns} turns (smallest-largest)\n")
    _slices(size, turns)
    _training(20 if quick else 400, turns)
    _curvatures(turns)


def _bare(numbers: int) -> Callable[[], None]:
    """``np.tanh`` in float64 over so many numbers, a cacheful at a time."""
    piece = np.random.default_rng(0).normal(size=min(16384, numbers))
    out, times = np.empty_like(piece), max(1, round(numbers / len(piece)))

    def run() -> None:
        for _ in range(times):
            np.tanh(piece, out=out)

    return run


def _made(layers: int, width: int, activation: str, skips: bool) -> tuple[ls.NetworkObjective, ls.Plane]:
    network = ls.Network(2, layers, width, activation, skips)
    objective = ls.NetworkObjective(ls.moons(), network)
    end = ls.descend(objective, ls.Adam(0.01), network.start(0), 100).weights[-1]
    return objective, ls.random_plane(network, end)


def _slices(size: int, turns: int) -> None:
    window, rows, others = ((-1.0, 1.0), (-1.0, 1.0)), [], []
    for layers, width, activation, skips in SHAPES:
        objective, plane = _made(layers, width, activation, skips)
        foreign = _others(objective, plane, window, size)
        others = list(foreign)
        calls = {
            "tanh": _bare(size * size * layers * width * len(objective.dataset)),
            **{
                kind: lambda kind=kind, objective=objective, plane=plane: ls.network_slice(
                    objective, plane, window, size, precision=kind
                )
                for kind in TARGET
            },
            **{name: call for name, (call, _) in foreign.items()},
        }
        taken = in_turns(calls, turns)
        shares = [ratio(taken[name], taken["tanh"], 1 / share) for name, (_, share) in foreign.items()]
        rows.append([objective.network.formula, *(ratio(taken[kind], taken["tanh"]) for kind in TARGET), *shares])
    goal = ", ".join(f"{kind} {limit}" for kind, limit in TARGET.items())
    print(f"Slices of {size} x {size} points, 200 examples, in bare np.tanh (float64) over the hidden values")
    print(f"Target for 2-8-8-1 tanh: {goal}; one point at a time: 200 points, scaled up")
    table(["network", *(f"losscore {kind}" for kind in TARGET), *others], rows)


def _others(
    objective: ls.NetworkObjective, plane: ls.Plane, window: tuple[tuple[float, float], ...], size: int
) -> dict[str, tuple[Callable[[], None], float]]:
    """The same slice by other means, and the share of the grid that each does."""
    axes = [np.linspace(*ends, size) for ends in window]
    points = plane.embed(*np.meshgrid(*axes)).reshape(-1, objective.network.size)
    some = points[:: max(1, len(points) // 200)]

    def plain() -> None:
        for point in some:
            objective(point)

    calls: dict[str, tuple[Callable[[], None], float]] = {"numpy, one by one": (plain, len(some) / len(points))}
    if importlib.util.find_spec("torch"):
        calls |= _torch(objective, points, some)
    return calls


def _torch(
    objective: ls.NetworkObjective, points: np.ndarray, some: np.ndarray
) -> dict[str, tuple[Callable[[], None], float]]:
    import torch

    torch.set_num_threads(1)
    network = objective.network
    x, y = torch.tensor(objective.dataset.x.copy()), torch.tensor(objective.dataset.y.copy())
    activation = torch.tanh if network.activation == "tanh" else torch.relu
    loss_of = torch.nn.functional.binary_cross_entropy_with_logits

    def loss(parts: list[torch.Tensor]) -> torch.Tensor:
        h = activation(x @ parts[0][:, :-1].T + parts[0][:, -1])
        for part in parts[1:-1]:
            after = activation(h @ part[:, :-1].T + part[:, -1])
            h = after + h if network.skips else after
        return loss_of((h @ parts[-1][:, :-1].T + parts[-1][:, -1])[:, 0], y)

    def matrices(w: np.ndarray) -> list[torch.Tensor]:
        return [torch.tensor(part.copy()) for part in network.matrices(w)]

    at_once = torch.vmap(loss, chunk_size=256)

    def vmap() -> None:
        with torch.no_grad():
            at_once(matrices(points))

    def loop() -> None:
        with torch.no_grad():
            for point in some:  # as the published tools do: set the weights, evaluate, go on
                loss(matrices(point))

    return {"torch vmap": (vmap, 1.0), "torch, one by one": (loop, len(some) / len(points))}


def _training(steps: int, turns: int) -> None:
    rows = []
    for layers, width, activation, skips in SHAPES:
        objective, _ = _made(layers, width, activation, skips)
        start = objective.network.start(0)
        calls = {
            "tanh": _bare(1000 * layers * width * len(objective.dataset)),
            "step": lambda objective=objective, start=start: ls.descend(objective, ls.Adam(0.01), start, steps),
        }
        taken = in_turns(calls, turns)
        rows.append(
            [
                objective.network.formula,
                str(objective.network.size),
                f"{np.median(taken['step']) / steps * 1e6:.0f}",
                ratio(taken["step"], taken["tanh"], 1000 / steps),
            ]
        )
    print("A step of Adam over 200 examples: microseconds, and in bare np.tanh over its hidden values")
    table(["network", "weights", "microseconds", "in np.tanh"], rows)


def _curvatures(turns: int) -> None:
    rows = []
    for layers, width, activation, skips in SHAPES[:3]:
        objective, plane = _made(layers, width, activation, skips)
        calls = {
            "gradient": lambda objective=objective, plane=plane: objective.gradient(plane.origin),
            "product": lambda objective=objective, plane=plane: objective.hessian_vector(plane.origin, plane.u),
            "lanczos": lambda objective=objective, plane=plane: ls.curvatures(objective, plane.origin),
        }
        taken = in_turns(calls, turns)
        products = ls.curvatures(objective, plane.origin).products
        rows.append(
            [
                objective.network.formula,
                ratio(taken["product"], taken["gradient"]),
                str(products),
                ratio(taken["lanczos"], taken["gradient"]),
            ]
        )
    print("Curvature: a Hessian-vector product and both ends of the spectrum by Lanczos, in gradients")
    table(["network", "one product", "products", "both ends"], rows)
