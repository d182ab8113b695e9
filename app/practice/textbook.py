"""The three problems that everybody starts with: nearly right, nearly wrong, and why there is a logarithm."""

from __future__ import annotations

import math as numbers
from collections.abc import Callable, Sequence
from dataclasses import replace

import losscore as ls
from app.practice.cross_entropy import one_example
from app.practice.exercise import Exercise, Mistake, telling, tolerance
from app.practice.plots import Axis, Plot, cost_curve, loss_axis
from app.practice.words import APPROX, HAT, hat_is, label_is, log_is, math, quotient, rounded, tex

_HIGH = 8.0  # the loss at the upper edge where predictions are tiny


def nearly_right(name: str) -> Exercise:
    """Y = 1 and 0.9 was said."""
    return one_example(name, 1, 0.9, title="Nearly sure, and right")


def nearly_wrong(name: str) -> Exercise:
    """Y = 1 and 0.1 was said; how many times worse that is."""
    single = one_example(name, 1, 0.1, title="Nearly sure, and wrong")
    small, large = float(ls.bce([1], [0.9])), single.values[0]
    times = large / small
    values, slack = (large, times), (single.tolerances[0], 0.01 * times)  # "22 times" is how it is said
    first = tuple(
        replace(mistake, values=(*mistake.values, None), sentence=f"**Loss.** {mistake.sentence}")
        for mistake in single.mistakes
    )
    # With the loss right: a mistake in both fields is told by the loss alone.
    second = (
        Mistake("ratio", (large, 1 / times), "**Times as large.** You divided the small loss by the large one."),
        Mistake(
            "ratio",
            (large, large - small),
            "**Times as large.** That is how much more it costs. Divide instead of subtracting.",
        ),
        Mistake("ratio", (large, times - 1), "**Times as large.** That’s how many times *more*. You subtracted 1."),
        Mistake(
            "ratio",
            (large, 9.0),
            (
                "**Times as large.** That is how many times smaller the probability is. The losses have another "
                "ratio, because of the logarithm."
            ),
        ),
    )

    def otherwise(given: Sequence[float]) -> str:
        if abs(given[1] - times) <= slack[1]:
            return ""
        return f"**Times as large.** Ask how often the small loss, {rounded(small)}, fits into the large one: divide."

    return replace(
        single,
        otherwise=otherwise,
        ask=(
            f"The label is {label_is(1)} once more, but now the model says {hat_is(0.1)}. How large is the loss? And "
            f"how many times as large is it as the loss of the first problem, {rounded(small)}?"
        ),
        labels=("Loss", "Times as large"),
        values=values,
        tolerances=slack,
        mistakes=telling(values, slack, (*first, *second)),
        solution=(
            *single.solution[:-1],
            f"The loss is **{rounded(large)}**.",
            f"Compared with the first problem: {quotient(tex(large), tex(small), f'{large / small:.1f}', APPROX)}.",
            f"With all digits it is {times:.3f}: **about 22 times worse**, though ŷ only moved from 0.9 to 0.1.",
        ),
    )


def why_log(name: str) -> Exercise:
    """What happens as the prediction for the truth goes to 0."""
    step = numbers.log(10)
    values, slack = (step,), (tolerance(step),)
    at = [float(ls.bce([1], [p])) for p in (0.1, 0.01, 0.001, 0.0001)]
    mistakes = (
        Mistake("sign", (-step,), "The direction: the loss grows as the probability of the truth shrinks."),
        Mistake("log10", (1.0,), "In base 10 it would be exactly 1. The loss takes the natural logarithm."),
        Mistake(
            "log2",
            (numbers.log2(10),),
            "That is the logarithm to base 2, which counts bits. The loss takes the natural one.",
        ),
        Mistake(
            "factor",
            (10.0,),
            (
                "The probability is divided by 10. The logarithm turns that division into a subtraction: how much "
                "is added to the loss?"
            ),
        ),
        Mistake("distance", (0.09,), "That is how far the prediction moved. How far did the loss move?"),
    )
    return Exercise(
        name=name,
        kind="why-log",
        title="Why the logarithm?",
        ask=f"The label is {label_is(1)}. The model says {HAT} = 0.1, then 0.01, then 0.001: each time a "
        "tenth of before. By how much does the loss grow at each of these steps?",
        labels=("It grows by",),
        values=values,
        tolerances=slack,
        mistakes=telling(values, slack, mistakes),
        hint="Find the loss at 0.1 and at 0.01, and subtract. Or recall what the log of a product is.",
        solution=(
            f"At 0.1 the loss is {rounded(at[0])}, at 0.01 it is {rounded(at[1])}, at 0.001 it is {rounded(at[2])}.",
            f"Each time it grows by {log_is(10, step)}: "
            + math(
                r"-\log \frac{\hat{y}}{10} = -\log \hat{y} + \log 10",
                "minus log of y hat over 10 equals minus log y hat plus log 10",
            )
            + ". A logarithm turns *times* into *plus*.",
            (
                "That is why it is there. The probability that a model gives to all labels at once is a product, "
                "one factor for each example. Its logarithm is a sum, which has a mean and an easy slope."
            ),
            (
                f"And it never stops: as {HAT} goes towards 0, the loss grows without limit. That’s the price "
                "of being completely sure of something wrong."
            ),
            f"The step is **{rounded(step)}**.",
        ),
        stage=Plot(
            Axis(0.0, 0.12, ((0.0, "0"), (0.05, "0.05"), (0.1, "0.1")), "prediction ŷ"),
            loss_axis(_HIGH),
            (cost_curve(1, widest=0.12, top=_HIGH),),
            "The loss with label 1, for predictions from 0 to 0.12: it rises without bound towards 0. On the axis 0.1 "
            "and 0.01 are marked.",
            rings=((0.01, at[1]),),
            lands=lambda said: (0.01, at[0] + said[0]),
            later=((0.1, at[0]), (0.001, at[2])),
            given=(("x", 0.1, "0.1"), ("x", 0.01, "0.01"), ("x", 0.001, "")),
        ),
    )


TEXTBOOK: dict[str, Callable[[str], Exercise]] = {
    "nearly-right": nearly_right,
    "nearly-wrong": nearly_wrong,
    "why-log": why_log,
}
