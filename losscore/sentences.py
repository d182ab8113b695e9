"""What a verdict says, for a reader who has just met a derivative: short, exact, with its numbers.

No sentence begins with an optimizer's name, so that the name of a run can stand before it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

RESTLESS_STEPS = 50  # the last steps, over which a loss that jumps is looked at


class Outcome(StrEnum):
    """How a run ended, in the order in which `verdict` looks."""

    DIVERGED = "diverged"
    LOWEST = "lowest"
    LOCAL_MINIMUM = "local minimum"
    SADDLE = "saddle"
    PLATEAU = "plateau"
    LEFT_WINDOW = "left the window"
    NEVER_SETTLES = "never settles"
    STILL_MOVING = "still moving"


_NO_LOWEST = "There is no lowest point in the picture to stop at."


def _steps(number: float) -> str:
    return "1 step" if number == 1 else f"{number:,.0f} steps"


def _place(n: dict[str, float]) -> str:
    return f"w1 = {n['w1']:.4g}, w2 = {n['w2']:.4g}"


def _diverged(n: dict[str, float]) -> str:
    why = "The steps are too long for this ground"
    if "product" in n:
        why = (
            f"Learning rate {n['rate']:.4g} × steepest curvature {n['curvature']:.3g} = {n['product']:.3g}, above "
            f"{n['limit']:.3g}: each step overshoots by more than it corrects"
        )
    return (
        f"Diverged: after {_steps(n['steps'])} it is at {_place(n)}, loss {n['loss']:.3g}. {why}. Try a smaller rate."
    )


def _lowest(n: dict[str, float]) -> str:
    where = f"w1 = {n['w1']:.3f}, w2 = {n['w2']:.3f}"
    return f"Reached the lowest valley in {_steps(n['arrived'])}: loss {n['loss']:.4f} at {where}."


def _local(n: dict[str, float]) -> str:
    sentence = (
        f"Caught in a local minimum after {_steps(n['arrived'])}: loss {n['loss']:.4f}. "
        f"The lowest valley is at {n['lowest']:.4f}."
    )
    if "limit" in n:
        sentence += f" With a learning rate above {n['limit'] / n['curvature']:.2g} it could not rest here."
    return sentence


def _saddle(n: dict[str, float]) -> str:
    return (
        f"Came to rest at a saddle after {_steps(n['arrived'])}: loss {n['loss']:.4f}. "
        "The ground is flat there, yet one way on still leads down."
    )


def _plateau(n: dict[str, float]) -> str:
    ground = f"loss {n['loss']:.4g}, and a slope of only {n['gradient']:.1g}"
    if "lowest" in n and n["loss"] - n["lowest"] < 0.01:
        down = f"It is almost down: the lowest valley is at {n['lowest']:.4g}."
        return f"Hardly moving after {_steps(n['steps'])}: {ground}. {down}"
    if "lowest" in n and "outside" in n:
        return f"Stuck on a plateau out of the picture after {_steps(n['steps'])}, at {_place(n)}: {ground}."
    if "lowest" in n:
        return f"Stuck on a plateau after {_steps(n['steps'])}: {ground}."
    return f"Hardly moving after {_steps(n['steps'])}: {ground}. {_NO_LOWEST}"


def _left(n: dict[str, float]) -> str:
    sentence = f"Walked out of the picture: after {_steps(n['steps'])} it is at {_place(n)}, loss {n['loss']:.4g}."
    return sentence if "lowest" in n else f"{sentence} {_NO_LOWEST}"


def _never(n: dict[str, float]) -> str:
    sentence = (
        f"Never settles: over the last {RESTLESS_STEPS} of {_steps(n['steps'])} the loss keeps jumping between "
        f"{n['lowest_late']:.4f} and {n['highest_late']:.4f}."
    )
    if "product" in n:
        product = f"learning rate {n['rate']:.3g} × curvature {n['curvature']:.4g} = {n['product']:.3g}"
        sentence += f" No valley here can hold it: even in the gentlest, {product}, above {n['limit']:.3g}."
    return sentence


def _moving(n: dict[str, float]) -> str:
    sentence = f"Still moving after {_steps(n['steps'])}: loss {n['loss']:.4g}, slope {n['gradient']:.2g}."
    return sentence if "lowest" in n else f"{sentence} {_NO_LOWEST}"


SENTENCES: Mapping[Outcome, Callable[[dict[str, float]], str]] = {
    Outcome.DIVERGED: _diverged,
    Outcome.LOWEST: _lowest,
    Outcome.LOCAL_MINIMUM: _local,
    Outcome.SADDLE: _saddle,
    Outcome.PLATEAU: _plateau,
    Outcome.LEFT_WINDOW: _left,
    Outcome.NEVER_SETTLES: _never,
    Outcome.STILL_MOVING: _moving,
}
