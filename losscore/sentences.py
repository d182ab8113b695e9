"""What a verdict says, for a reader who has just met a derivative: short, exact, with its numbers.

No sentence begins with an optimizer's name, so that the name of a run can stand before it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from enum import StrEnum

_TIE = 1e-9  # losses nearer than this are equal
_LEVEL = 1e-4  # with a slope below this it is the ground that makes steps short
_STEEP = 1e-3  # a slope above this is worth a word where a walker has stopped


class Outcome(StrEnum):
    """How a run ended; `losscore.verdict` has the rules and their order."""

    DIVERGED = "diverged"
    LOWEST = "lowest"
    LOCAL_MINIMUM = "local minimum"
    NEVER_SETTLES = "never settles"
    SADDLE = "saddle"
    MAXIMUM = "maximum"
    VALLEY_OUTSIDE = "valley outside"
    FLAT_VALLEY = "flat valley"
    HELD_BY_DECAY = "held by weight decay"
    ALMOST_DOWN = "almost down"
    RATE_RUN_OUT = "rate run out"
    PLATEAU = "plateau"
    LEFT_WINDOW = "left the window"
    NOT_SETTLED = "not settled"
    STILL_MOVING = "still moving"
    SHORT_STEPS = "short steps"
    TOO_EARLY = "too early to tell"

    @property
    def rests(self) -> bool:
        """Whether the walker stands where the slope, or all that pulls at it, is 0."""
        return self in (
            Outcome.LOWEST,
            Outcome.LOCAL_MINIMUM,
            Outcome.SADDLE,
            Outcome.MAXIMUM,
            Outcome.VALLEY_OUTSIDE,
            Outcome.FLAT_VALLEY,
            Outcome.HELD_BY_DECAY,
        )


def _steps(number: float) -> str:
    return "1 step" if number == 1 else f"{number:,.0f} steps"


def _place(n: dict[str, float]) -> str:
    return f"w1 = {n['w1']:.4g}, w2 = {n['w2']:.4g}"


def _up(value: float, digits: int) -> str:
    """A number rounded up: what holds of everything above it holds of everything above what is printed."""
    if value <= 0 or not math.isfinite(value):
        return f"{value:.{digits}g}"
    unit = 10.0 ** (math.floor(math.log10(value)) - digits + 1)
    return f"{math.ceil(value / unit - 1e-9) * unit:.{digits}g}"


def _product(n: dict[str, float], what: str) -> str:
    """``learning rate 1.6 x curvature 1.289 = 2.06, above 2``, with as many digits as it takes to be seen."""
    decay = n.get("decay", 0.0)
    curvature = f"{what} {n['curvature'] - decay:.4g}" if "curvature" in n else ""
    if decay:
        curvature = f"({curvature} + weight decay {decay:.4g})" if curvature else f"weight decay {decay:.4g}"
    product = next(text for d in (3, 5, 8, 17) if float(text := f"{n['product']:.{d}g}") > n["limit"] or d == 17)
    return f"learning rate {n['rate']:.4g} × {curvature} = {product}, above {n['limit']:.4g}"


def _smaller(n: dict[str, float]) -> str:
    """What to try where steps are too long."""
    if "standardise" in n:
        return " Try a smaller rate, or standardise the data: that makes this rate small enough."
    return " Try a smaller rate."


def _no_lowest(n: dict[str, float]) -> str:
    if "lowest_line" in n:
        return " No single point is lowest here: all points of a line are equally low, and none is lower."
    if "level" in n:
        return " No weight changes anything here: all points are equally low."
    if "endless" in n:
        return " There is no lowest point to stop at: larger weights are always better."
    return " There is no lowest point in the picture to stop at." if "no_lowest" in n else ""


def _compared(n: dict[str, float]) -> str:
    """The valley that it is in, beside the lowest one of the window."""
    if "lowest" not in n:
        return ""
    if abs(n["floor"] - n["lowest"]) <= _TIE:
        return " That is as low as the lowest valley in the picture." if "outside" in n else " It is the lowest valley."
    if n["floor"] < n["lowest"]:
        return f" The lowest valley in the picture is higher: {n['lowest']:.4f}."
    return f" The lowest valley is at {n['lowest']:.4f}."


def _since(n: dict[str, float]) -> str:
    return f"after {_steps(n['arrived'])}" if n["arrived"] else "from the start"


def _diverged(n: dict[str, float]) -> str:
    said = f"Diverged: after {_steps(n['steps'])} it is at {_place(n)}, loss {n['loss']:.3g}."
    if "product" not in n:
        return f"{said} The steps are too long for this ground. Try a smaller rate."
    why = _product(n, "steepest curvature")
    why = why[0].upper() + why[1:]
    if "curvature" not in n:
        return (
            f"{said} {why}: the decay throws the weights further out instead of shrinking them. "
            "Try a smaller weight decay."
        )
    return f"{said} {why}: each step overshoots by more than it corrects. Try a smaller rate."


def _lowest(n: dict[str, float]) -> str:
    where = f"loss {n['loss']:.4f} at w1 = {n['w1']:.3f}, w2 = {n['w2']:.3f}."
    came = (
        f"Reached the lowest valley in {_steps(n['arrived'])}"
        if n["arrived"]
        else "In the lowest valley from the start"
    )
    return f"{came}: {where}{_cannot_stay(n)}{_until(n)}"


def _local(n: dict[str, float]) -> str:
    came = "Caught" if "caught" in n else "Came to rest"
    sentence = f"{came} in a local minimum {_since(n)}: loss {n['loss']:.4f}.{_compared(n)}"
    if "limit" in n and n["product"] < n["limit"]:
        sentence += f" With a learning rate above {_up(n['limit'] / n['curvature'], 3)} it could not rest here."
    return sentence + _cannot_stay(n) + _until(n)


def _until(n: dict[str, float]) -> str:
    """A valley that holds a walker only as long as its schedule keeps the rate low."""
    if "raised_to" in n:
        return f" It can stay until its schedule raises the learning rate to {n['raised_to']:.3g}."
    return " It stays until its schedule raises the learning rate." if "raised" in n else ""


def _rises(n: dict[str, float]) -> str:
    """For a run that hardly moves now, but whose schedule has longer steps to come."""
    return f" Later its schedule raises the learning rate to {n['raised_to']:.3g}." if "raised_to" in n else ""


def _for_now(n: dict[str, float]) -> str:
    """A rule that divides by slopes which it forgets may move again later, so this tells only what was tried."""
    return f" It stays there for at least {n['tried']:,.0f} more steps." if "tried" in n else ""


def _again(n: dict[str, float]) -> str:
    """A rule that divides by slopes which it forgets takes longer and longer steps, and a balance does not last."""
    if "again" not in n:
        return ""
    return f" Weight decay {n['decay']:.4g} balances the slope for now, but with more steps it moves on."


def _cannot_stay(n: dict[str, float]) -> str:
    """On the very floor a walker stands even if its steps are too long for the valley."""
    if "product" in n and n["product"] > n["limit"]:
        return f" The least push would drive it out: {_product(n, 'curvature')}."
    return ""


def _saddle(n: dict[str, float]) -> str:
    where = f", outside the picture at {_place(n)}" if "outside" in n else ""
    return (
        f"At a saddle {_since(n)}{where}: loss {n['loss']:.4f}. "
        "The ground is flat there, yet one way on still leads down."
    )


def _maximum(n: dict[str, float]) -> str:
    where = f", outside the picture at {_place(n)}" if "outside" in n else ""
    return (
        f"On a maximum {_since(n)}{where}: loss {n['loss']:.4f}. "
        "Every way leads down from a top, but on the top itself the slope is 0, and without a slope there is no step."
    )


def _outside(n: dict[str, float]) -> str:
    return (
        f"Came to rest in a valley outside the picture {_since(n)}, at {_place(n)}: loss {n['loss']:.4f}.{_compared(n)}"
        f"{_cannot_stay(n)}{_until(n)}"
    )


def _flat(n: dict[str, float]) -> str:
    where = " outside the picture" if "outside" in n else ""
    came = (
        f"Reached the line of lowest points{where} in {_steps(n['arrived'])}"
        if n["arrived"]
        else f"On the line of lowest points{where} from the start"
    )
    return (
        f"{came}: loss {n['loss']:.4f} at {_place(n)}. All along that line the loss stays the same, "
        f"and no point is lower.{_until(n)}"
    )


def _held(n: dict[str, float]) -> str:
    if "scaled" in n:
        return (
            f"Came to rest where weight decay balances the step: loss {n['loss']:.4f} at {_place(n)}, "
            f"slope {n['gradient']:.2g}. Weight decay {n['decay']:.4g} takes as much off the weights as the step adds "
            f"to them, and a steeper slope would not make that step longer.{_for_now(n)}"
        )
    return (
        f"Came to rest where weight decay balances the slope: loss {n['loss']:.4f} at {_place(n)}, "
        f"slope {n['gradient']:.2g}. Weight decay {n['decay']:.4g} pulls the weights towards 0 as hard as the slope "
        f"pulls them the other way.{_for_now(n)}{_until(n)}"
    )


def _almost(n: dict[str, float]) -> str:
    above = max(n["loss"] - n["floor"], 0.0)
    where = " outside the picture" if "outside" in n else ""
    spent = " Its learning rate has run out." if "spent" in n else ""
    return (
        f"Almost down after {_steps(n['steps'])}: loss {n['loss']:.4f}, only {above:.1g} above the floor of its "
        f"valley{where}, and a slope of only {n['gradient']:.1g}.{_compared(n)}{spent}{_rises(n)}"
    )


def _run_out(n: dict[str, float]) -> str:
    left = f"down to {n['spent']:.1g}" if n["spent"] else "down to 0"
    still = "still " if n["gradient"] > _STEEP else ""
    where = f" outside the picture, at {_place(n)}" if "outside" in n else ""
    return (
        f"Stopped{where} after {_steps(n['steps'])}, because its learning rate has run out ({left}): "
        f"loss {n['loss']:.4g}, and the slope is {still}{n['gradient']:.1g}."
    )


def _plateau(n: dict[str, float]) -> str:
    ground = f"loss {n['loss']:.4g}, and a slope of only {n['gradient']:.1g}"
    if "no_lowest" in n:
        return f"Hardly moving after {_steps(n['steps'])}: {ground}.{_no_lowest(n)}{_rises(n)}"
    where = f" outside the picture after {_steps(n['steps'])}, at {_place(n)}" if "outside" in n else ""
    where = where or f" after {_steps(n['steps'])}"
    flat = "On the nearly level floor of a valley" if "valley" in n else "On a plateau"
    return (
        f"{flat}{where}: {ground}. Its last {_steps(n['looked'])} took it no further than {_up(n['moved'], 2)}."
        f"{_rises(n)}"
    )


def _left(n: dict[str, float]) -> str:
    sentence = f"Walked out of the picture: after {_steps(n['steps'])} it is at {_place(n)}, loss {n['loss']:.4g}."
    return sentence + (_no_lowest(n) or _long(n))


def _long(n: dict[str, float]) -> str:
    if "product" in n:
        return f" Its steps are too long for every valley here: {_product(n, 'curvature')}.{_smaller(n)}"
    return f" Some of its last steps were longer than the picture is wide.{_smaller(n)}" if "long" in n else ""


def _swing(n: dict[str, float]) -> str:
    return f"{n['lowest_late']:.4f} and {n['highest_late']:.4f}"


def _ends_outside(n: dict[str, float]) -> str:
    return f" It ends outside the picture, at {_place(n)}." if "outside" in n else ""


def _never(n: dict[str, float]) -> str:
    sentence = f"Never settles: over the last 50 of {_steps(n['steps'])} the loss keeps jumping between {_swing(n)}."
    sentence += _ends_outside(n)
    if "product" in n:
        why = f" No valley here can hold it: even in the gentlest, {_product(n, 'curvature')}."
        return sentence + why + (_smaller(n) if "standardise" in n else "")
    if "examples" in n:
        few = "1 example" if n["examples"] == 1 else f"{n['examples']:.0f} examples"
        return f"{sentence} Each step looks at {few} only, and the next at others."
    return sentence


def _not_settled(n: dict[str, float]) -> str:
    sentence = (
        f"Not settled after {_steps(n['steps'])}: over the last 50 the loss went up and down between {_swing(n)}."
    )
    sentence += _ends_outside(n)
    if "calming" in n:
        decay = n.get("decay", 0.0)
        curvature = f"curvature {n['curvature'] - decay:.4g}"
        curvature = f"({curvature} + weight decay {decay:.4g})" if decay else curvature
        sentence += (
            f" But it swings less and less: learning rate {n['rate']:.4g} × {curvature} = {n['product']:.3g}, "
            f"below {n['limit']:.4g}, so this valley can hold it."
        )
    elif "product" in n:
        sentence += _long(n)
    return sentence


def _moving(n: dict[str, float]) -> str:
    if "inside" in n:
        return (
            f"Still moving after {_steps(n['steps'])}, and not yet in the picture: it is at {_place(n)}, "
            f"loss {n['loss']:.4g}, slope {n['gradient']:.2g}.{_no_lowest(n) or _long(n)}"
        )
    return (
        f"Still moving after {_steps(n['steps'])}: loss {n['loss']:.4g}, slope {n['gradient']:.2g}."
        f"{_no_lowest(n)}{_again(n)}"
    )


def _short(n: dict[str, float]) -> str:
    why = "its steps are very short" if n["gradient"] >= _LEVEL else "the ground has next to no slope"
    return (
        f"Hardly moving after {_steps(n['steps'])}, because {why}: "
        f"the last {n['looked']:.0f} took it no further than {_up(n['moved'], 2)}. "
        f"Loss {n['loss']:.4g}, slope {n['gradient']:.2g}.{_rises(n)}{_again(n)}"
    )


def _early(n: dict[str, float]) -> str:
    ground = f"loss {n['loss']:.4g}, slope {n['gradient']:.1g}"
    if not n["steps"]:
        return f"No step taken yet: {ground}."
    if "level" in n:
        return f"Nothing to tell after {_steps(n['steps'])}: {ground}.{_no_lowest(n)}"
    return f"Too early to tell after {_steps(n['steps'])}: {ground}.{_again(n)}"


SENTENCES: Mapping[Outcome, Callable[[dict[str, float]], str]] = {
    Outcome.DIVERGED: _diverged,
    Outcome.LOWEST: _lowest,
    Outcome.LOCAL_MINIMUM: _local,
    Outcome.NEVER_SETTLES: _never,
    Outcome.SADDLE: _saddle,
    Outcome.MAXIMUM: _maximum,
    Outcome.VALLEY_OUTSIDE: _outside,
    Outcome.FLAT_VALLEY: _flat,
    Outcome.HELD_BY_DECAY: _held,
    Outcome.ALMOST_DOWN: _almost,
    Outcome.RATE_RUN_OUT: _run_out,
    Outcome.PLATEAU: _plateau,
    Outcome.LEFT_WINDOW: _left,
    Outcome.NOT_SETTLED: _not_settled,
    Outcome.STILL_MOVING: _moving,
    Outcome.SHORT_STEPS: _short,
    Outcome.TOO_EARLY: _early,
}
