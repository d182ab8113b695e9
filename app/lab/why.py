"""Why a step went where it went: the update rule as a formula, and the same formula with this step's numbers."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.runs.results import Step


@dataclass(frozen=True, slots=True)
class Formula:
    """One line of an update rule.

    Attributes:
        tex: as it is set.
        spoken: as it is read aloud.
        numbers: the same line for weight ``k`` of a step: what stands right of the equals sign, and what it comes to.
    """

    tex: str
    spoken: str
    numbers: Callable[[Step, int], tuple[str, float]]


def number(value: float) -> str:
    """Four significant digits, with a true minus sign; very large and very small ones with a power of ten."""
    if value == 0:
        return "0"
    size = abs(value)
    if not math.isfinite(value):
        return "∞" if value > 0 else "−∞" if value < 0 else "not a number"
    if 1e-3 <= size < 1e5:
        text = f"{size:.{max(0, 3 - math.floor(math.log10(size)))}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        digits, power = f"{size:.2e}".split("e")
        text = f"{digits}·10{str(int(power)).translate(_RAISED)}"
    return f"−{text}" if value < 0 else text


_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def _n(value: float) -> str:
    """A number inside a formula: a negative one in brackets."""
    return f"({number(value)})" if value < 0 else number(value)


def lines(rule: Any) -> tuple[Formula, ...]:
    """The formula of an optimizer, line by line, in the order in which they are worked out."""
    name = type(rule).__name__
    first = _DECAYED if rule.weight_decay and name != "AdamW" else ()
    return (*first, *_LINES[name])


def explained(step: Step) -> list[dict[str, Any]]:
    """Each line of a step's rule with its numbers: ``{"symbol", "weights": [text for w1, text for w2]}``."""
    rows = []
    for formula in lines(step.rule):
        texts = []
        for k in range(len(step.weights)):
            right, value = formula.numbers(step, k)
            texts.append(f"{right} = {number(value)}")
        rows.append({"symbol": formula.tex, "spoken": formula.spoken, "weights": texts})
    return rows


def _slope(step: Step, k: int) -> float:
    """The gradient that the rule uses: with its weight decay, but for AdamW."""
    decay = step.rule.weight_decay if type(step.rule).__name__ != "AdamW" else 0.0
    return float(step.gradient[k] + decay * step.weights[k])


def _setting(step: Step, name: str) -> float:
    return float(getattr(step.rule, name))


def _ahead(step: Step, k: int, part: str) -> tuple[str, float]:
    return f"{number(step.weights[k])} − {number(step.rate)} × {part}", float(step.ahead[k])


def _average(name: str, share: str, power: int) -> Callable[[Step, int], tuple[str, float]]:
    """A decaying average of the gradient, or of its square."""

    def numbers(step: Step, k: int) -> tuple[str, float]:
        keep, old, new = _setting(step, share), getattr(step.before, name)[k], getattr(step.after, name)[k]
        square = "²" if power == 2 else ""
        # The base of a square always stands in brackets if it is negative.
        return f"{number(keep)} × {_n(old)} + {number(1 - keep)} × {_n(_slope(step, k))}{square}", float(new)

    return numbers


def _velocity(step: Step, k: int) -> tuple[str, float]:
    momentum = _setting(step, "momentum")
    text = f"{number(momentum)} × {_n(step.before.velocity[k])} + {_n(_slope(step, k))}"
    return text, float(step.after.velocity[k])


def _divided(name: str) -> Callable[[Step, int], tuple[str, float]]:
    def numbers(step: Step, k: int) -> tuple[str, float]:
        root = f"(√{number(getattr(step.after, name)[k])} + {number(_setting(step, 'eps'))})"
        return _ahead(step, k, f"{_n(_slope(step, k))} / {root}")

    return numbers


def _corrected(name: str, share: str) -> Callable[[Step, int], tuple[str, float]]:
    def numbers(step: Step, k: int) -> tuple[str, float]:
        keep, value = _setting(step, share), float(getattr(step.after, name)[k])
        text = f"{number(value)} / (1 − {number(keep)}{str(step.after.steps).translate(_RAISED)})"
        return text, value / (1 - keep**step.after.steps)

    return numbers


def _adam(step: Step, k: int) -> tuple[str, float]:
    m, v = _corrected("first", "beta1")(step, k)[1], _corrected("second", "beta2")(step, k)[1]
    return _ahead(step, k, f"{_n(m)} / (√{number(v)} + {number(_setting(step, 'eps'))})")


def _adamw(step: Step, k: int) -> tuple[str, float]:
    shrink = 1 - step.rate * _setting(step, "weight_decay")
    text, value = _adam(step, k)
    return text.replace(number(step.weights[k]), f"{number(shrink)} × {_n(step.weights[k])}", 1), value


_DECAYED = (
    Formula(
        r"g \leftarrow g + \lambda w",
        "g becomes g plus lambda times w",
        lambda step, k: (
            f"{number(step.gradient[k])} + {number(step.rule.weight_decay)} × {_n(step.weights[k])}",
            _slope(step, k),
        ),
    ),
)
_HATS = (
    Formula(
        r"m \leftarrow \beta_1 m + (1 - \beta_1)\, g",
        "m becomes beta 1 times m plus 1 minus beta 1 times g",
        _average("first", "beta1", 1),
    ),
    Formula(
        r"v \leftarrow \beta_2 v + (1 - \beta_2)\, g^2",
        "v becomes beta 2 times v plus 1 minus beta 2 times g squared",
        _average("second", "beta2", 2),
    ),
    Formula(
        r"\hat{m} = m / (1 - \beta_1^t)",
        "m hat is m divided by 1 minus beta 1 to the t",
        _corrected("first", "beta1"),
    ),
    Formula(
        r"\hat{v} = v / (1 - \beta_2^t)",
        "v hat is v divided by 1 minus beta 2 to the t",
        _corrected("second", "beta2"),
    ),
)
_ADAM_STEP = r"w \leftarrow %s w - \eta\, \hat{m} / (\sqrt{\hat{v}} + \epsilon)"
_MOMENTUM = Formula(r"v \leftarrow \beta v + g", "v becomes beta times v plus g", _velocity)
_LINES: dict[str, tuple[Formula, ...]] = {
    "GradientDescent": (
        Formula(
            r"w \leftarrow w - \eta\, g",
            "w becomes w minus eta times g",
            lambda step, k: _ahead(step, k, _n(_slope(step, k))),
        ),
    ),
    "Momentum": (
        _MOMENTUM,
        Formula(
            r"w \leftarrow w - \eta\, v",
            "w becomes w minus eta times v",
            lambda step, k: _ahead(step, k, _n(step.after.velocity[k])),
        ),
    ),
    "Nesterov": (
        _MOMENTUM,
        Formula(
            r"w \leftarrow w - \eta\, (g + \beta v)",
            "w becomes w minus eta times, g plus beta times v",
            lambda step, k: _ahead(
                step,
                k,
                f"({_n(_slope(step, k))} + {number(_setting(step, 'momentum'))} × {_n(step.after.velocity[k])})",
            ),
        ),
    ),
    "AdaGrad": (
        Formula(
            r"s \leftarrow s + g^2",
            "s becomes s plus g squared",
            lambda step, k: (f"{number(step.before.total[k])} + {_n(_slope(step, k))}²", float(step.after.total[k])),
        ),
        Formula(
            r"w \leftarrow w - \eta\, g / (\sqrt{s} + \epsilon)",
            "w becomes w minus eta times g divided by the root of s plus epsilon",
            _divided("total"),
        ),
    ),
    "RMSProp": (
        Formula(
            r"v \leftarrow \alpha v + (1 - \alpha)\, g^2",
            "v becomes alpha times v plus 1 minus alpha times g squared",
            _average("square", "alpha", 2),
        ),
        Formula(
            r"w \leftarrow w - \eta\, g / (\sqrt{v} + \epsilon)",
            "w becomes w minus eta times g divided by the root of v plus epsilon",
            _divided("square"),
        ),
    ),
    "Adam": (
        *_HATS,
        Formula(_ADAM_STEP % "", "w becomes w minus eta times m hat divided by the root of v hat plus epsilon", _adam),
    ),
    "AdamW": (
        *_HATS,
        Formula(
            _ADAM_STEP % r"(1 - \eta \lambda)",
            "w becomes 1 minus eta lambda, times w, minus eta times m hat divided by the root of v hat plus epsilon",
            _adamw,
        ),
    ),
}
