"""Numbers and formulas as the exercises write them."""

from __future__ import annotations


def given(value: float) -> str:
    """A number as it is given: short, with a true minus."""
    return f"{value:.6g}".replace("-", "−")


def rounded(value: float) -> str:
    """A result: three decimals, with a true minus."""
    return tex(value).replace("-", "−")


def tex(value: float) -> str:
    """A result inside a formula: three decimals."""
    text = f"{value:.3f}"
    return text.removeprefix("-") if not text.strip("-0.") else text


def math(formula: str, spoken: str) -> str:
    """A formula in a line of text."""
    return f"${formula}$[{spoken}]"


HAT = math(r"\hat{y}", "y hat")
RULE = math(
    r"L = -[\,y \log \hat{y} + (1 - y) \log (1 - \hat{y})\,]",
    "L equals minus: y times log y hat, plus 1 minus y, times log of 1 minus y hat",
)
MEAN_RULE = r"""
```formula
L = -\frac{1}{N} \sum_{i=1}^{N} [\,y_i \log \hat{y}_i + (1 - y_i) \log (1 - \hat{y}_i)\,]
spoken: minus one over N, times the sum over i of: y i log y hat i, plus 1 minus y i, times log of 1 minus y hat i
```"""
APPROX = r"\approx"
NATURAL = "Log is the natural logarithm: the key *ln* of a calculator."
COST_1 = math(r"-\log \hat{y}", "minus log y hat")
COST_0 = math(r"-\log (1 - \hat{y})", "minus log of 1 minus y hat")
NOT_Y = math("1 - y", "1 minus y")
NOT_HAT = math(r"1 - \hat{y}", "1 minus y hat")
Y = math("y", "y")
W1 = math("w_1", "w 1")
W2 = math("w_2", "w 2")
SLOPE = math(r"\partial L / \partial w_1", "the partial derivative of L by w 1")


def equals(left: str, spoken: str, value: float, digits: str = "") -> str:
    """``left = value`` as a formula; the value as it is given, or by its text."""
    text = digits or f"{value:g}"
    return math(f"{left} = {text}", f"{spoken} equals {text.replace('-', '−')}")


def label_is(label: int) -> str:
    """``y = 1``."""
    return equals("y", "y", label)


def hat_is(p: float) -> str:
    """``y hat = 0.9``."""
    return equals(r"\hat{y}", "y hat", p)


def log_is(share: float, result: float) -> str:
    """``log 0.9 = -0.105``."""
    return equals(rf"\log {share:.2g}", f"log {share:.2g}", result, tex(result))


def power(exponent: float) -> str:
    """``e^x``."""
    return math(f"e^{{{exponent:g}}}", f"e to the {given(exponent)}")


def quotient(above: str, below: str, result: str, sign: str = "=") -> str:
    """Two numbers as text, one divided by the other, with what it comes to."""
    verb = "equals" if sign == "=" else "is about"
    minus = [part.replace("-", "−") for part in (above, below, result)]
    top = f"({above})" if " " in above else above
    return math(rf"{top} / {below} {sign} {result}", f"{minus[0]} divided by {minus[1]} {verb} {minus[2]}")
