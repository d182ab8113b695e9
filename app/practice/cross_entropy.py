"""Exercises on the loss itself: one example, a mean, two models, the prediction for a wanted loss."""

from __future__ import annotations

import math as numbers
from collections.abc import Sequence

import numpy as np

import losscore as ls
from app.practice.exercise import Exercise, Mistake, telling, tolerance
from app.practice.plots import Plot, column, cost_curve, loss_axis, prediction_axis
from app.practice.words import (
    COST_0,
    COST_1,
    HAT,
    MEAN_RULE,
    NATURAL,
    NOT_HAT,
    NOT_Y,
    RULE,
    Y,
    equals,
    given,
    hat_is,
    label_is,
    log_is,
    math,
    power,
    quotient,
    rounded,
    tex,
)

_PROBABILITIES = (0.05, 0.15, 0.2, 0.25, 0.3, 0.4, 0.6, 0.7, 0.75, 0.8, 0.85, 0.95)
_TENTHS = (0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9)
_WANTED = (0.2, 0.25, 0.3, 0.4, 0.5, 0.8, 1.0, 1.2, 1.5, 2.0)

_POWER = math("e^x", "e to the x")

_SIGN = "The sign is missing. The log of a number below 1 is negative; the minus before it makes a loss positive."
_LOG10 = "That is the logarithm to base 10. The loss takes the natural one: the key *ln*, not *log*."
_LOG2 = "That is the logarithm to base 2, which counts bits. The loss takes the natural one: the key *ln*."
_PERCENT = "That is a hundred times too much. A probability lies between 0 and 1, and a loss is no percentage."
_CURVE = (
    "The loss against the prediction with label 0: from 0 at the prediction 0 it rises without bound towards 1.",
    "The loss against the prediction with label 1: it falls from without bound at 0 to 0 at the prediction 1.",
)
_BOTH = "The loss of one example against its prediction, a curve for each label: one falls to 0 at 1, one rises from 0."
_NO_LOG = "That is the distance from the label, without its logarithm. The loss is minus the log of what the truth got."


def loss_mistakes(right: float, swapped: float, sentence: str, kind: str) -> tuple[Mistake, ...]:
    """What goes wrong with one example's loss.

    Args:
        right: the loss.
        swapped: the loss that the other label would have.
        sentence: what to say to whoever gives that one.
        kind: what that mistake is called here.
    """
    return (
        Mistake("sign", (-right,), _SIGN),
        Mistake(kind, (swapped,), sentence),
        Mistake("log10", (right / numbers.log(10),), _LOG10),
        Mistake("log2", (right / numbers.log(2),), _LOG2),
        Mistake("percent", (100 * right,), _PERCENT),
        Mistake(
            "percent", (numbers.log(100) - right,), "You took the log of a percentage. Write it as a share of 1 first."
        ),
        Mistake("no log", (-numbers.expm1(-right),), _NO_LOG),
    )


def one_example(name: str, label: int, p: float, title: str = "") -> Exercise:
    """The loss of one example with label 0 or 1, when the model gives the probability ``p`` to 1."""
    right, swapped = float(ls.bce([label], [p])), float(ls.bce([1 - label], [p]))
    truth = p if label else 1.0 - p
    if label:
        sentence = f"You swapped {Y} and {NOT_Y}: this is {COST_0}, what a label 0 would cost."
        kind, part = "swapped", math(r"L = -\log \hat{y}", "L equals minus log y hat")
        why = f"Here the label is 1, so {NOT_Y} is 0 and only the first part is left: " + part + "."
        put_in = math(rf"L = -\log {p:g}", f"L equals minus log {p:g}")
    else:
        sentence = (
            f"You used {HAT} where {NOT_HAT} belongs: the label is 0, so count the probability that the model gave "
            "to 0."
        )
        kind, part = "complement", math(r"L = -\log (1 - \hat{y})", "L equals minus log of 1 minus y hat")
        why = f"Here the label is 0, so {Y} is 0 and only the second part is left: " + part + "."
        put_in = math(rf"L = -\log (1 - {p:g}) = -\log {truth:.2g}", f"L equals minus log {truth:.2g}")
    values = (right,)
    slack = (tolerance(right),)
    return Exercise(
        name=name,
        kind="one" if label else "zero",
        title=title or f"One example with label {label}",
        ask=f"The label is {label_is(label)}. The model says {hat_is(p)}: "
        f"it gives the answer 1 a probability of {given(p)}. How large is the binary cross-entropy (BCE) of this one "
        "example?",
        labels=("Loss",),
        values=values,
        tolerances=slack,
        mistakes=telling(values, slack, loss_mistakes(right, swapped, sentence, kind)),
        hint=(
            f"Which probability did the model give to the true answer, {label}? The loss is minus the log of that. "
            f"{NATURAL}"
        ),
        solution=(
            f"The loss of one example: {RULE}.",
            why,
            f"Put in the number: {put_in}.",
            f"The logarithm: {log_is(truth, -right)}. The minus turns it round.",
            f"The loss is **{rounded(right)}**. {_in_words(truth)}",
        ),
        stage=Plot(
            prediction_axis(),
            loss_axis(),
            (cost_curve(label),),
            f"{_CURVE[label]} On the axis the prediction {p:g} is marked.",
            rings=((p, right),),
            lands=lambda said: (p, said[0]),
            given=(("x", p, f"ŷ = {p:g}"),),
        ),
    )


def _in_words(truth: float) -> str:
    if truth > 0.5:
        return "It is small, because the model leaned to the truth."
    return "It is large, because the model leaned the wrong way."


def one(name: str, rng: np.random.Generator) -> Exercise:
    """One example with label 1."""
    return one_example(name, 1, float(rng.choice(_PROBABILITIES)))


def zero(name: str, rng: np.random.Generator) -> Exercise:
    """One example with label 0."""
    return one_example(name, 0, float(rng.choice(_PROBABILITIES)))


def mean(name: str, rng: np.random.Generator) -> Exercise:
    """The mean over two to four examples, both labels among them."""
    n = int(rng.integers(2, 5))
    y = rng.permutation([1, 0, *rng.integers(0, 2, n - 2)]).tolist()
    p = rng.choice(_TENTHS, n, replace=False).round(1).tolist()
    return mean_of(name, y, p)


def mean_of(name: str, y: Sequence[int], p: Sequence[float]) -> Exercise:
    """The mean loss of labels ``y (n,)`` and probabilities ``p (n,)``."""
    n = len(y)
    terms = ls.bce_terms(y, p)
    right, swapped = float(ls.bce(y, p)), float(ls.bce([1 - label for label in y], p))
    first_only = float(ls.bce([1] * n, p))
    mistakes = (
        Mistake("sign", (-right,), _SIGN),
        Mistake("sum", (n * right,), f"That is the sum. The loss is the mean: divide by the number of examples, {n}."),
        Mistake(
            "swapped",
            (swapped,),
            f"You swapped {Y} and {NOT_Y}: every example was counted as if it had the other label.",
        ),
        Mistake(
            "complement",
            (first_only,),
            f"You took {COST_1} for every example. Where the label is 0, it is {COST_0}.",
        ),
        Mistake("log10", (right / numbers.log(10),), _LOG10),
        Mistake("log2", (right / numbers.log(2),), _LOG2),
        Mistake("percent", (100 * right,), _PERCENT),
        Mistake(
            "sum",
            (n * swapped,),
            f"Two things: every example was counted with the other label, and the sum was not divided by {n}.",
        ),
    )
    values, slack = (right,), (tolerance(right),)
    costs = [
        math(
            rf"-\log {(q if label else 1 - q):.2g} = {tex(float(term))}",
            f"minus log {(q if label else 1 - q):.2g} equals {rounded(float(term))}",
        )
        for label, q, term in zip(y, p, terms, strict=True)
    ]
    added = " + ".join(tex(float(term)) for term in terms)
    return Exercise(
        name=name,
        kind="mean",
        title=f"The mean over {('two', 'three', 'four')[n - 2]} examples",
        ask=(
            f"The table shows {('two', 'three', 'four')[n - 2]} examples with what a model says. How large is the "
            "loss of the model, the mean binary cross-entropy?"
        ),
        labels=("Loss",),
        values=values,
        tolerances=slack,
        mistakes=telling(values, slack, mistakes),
        hint=(
            "Find each example's loss first: minus the log of the probability that its true label got. Then take "
            f"the mean. {NATURAL}"
        ),
        solution=(
            f"The loss of a model:\n{MEAN_RULE}",
            f"Where the label is 1, an example costs {COST_1}; where it is 0, {COST_0}.",
            f"One after the other: {'; '.join(costs)}.",
            f"Add them and divide by {n}: {quotient(added, str(n), tex(right))}.",
            f"The loss is **{rounded(right)}**.",
        ),
        table=(
            ("Example", "Label y", "Prediction ŷ"),
            *((str(i), str(label), given(q)) for i, (label, q) in enumerate(zip(y, p, strict=True), start=1)),
        ),
        stage=Plot(
            prediction_axis(("mean",)),
            loss_axis(),
            (cost_curve(1), cost_curve(0, dashed=True)),
            f"{_BOTH} The predictions of the {('two', 'three', 'four')[n - 2]} examples are marked on the axis. "
            "A column beside it is for the mean.",
            rings=((column(0), right),),
            lands=lambda said: (column(0), said[0]),
            later=tuple((q, float(term)) for q, term in zip(p, terms, strict=True)),
            given=tuple(("x", q, str(i)) for i, q in enumerate(p, start=1)),
        ),
    )


def models(name: str, rng: np.random.Generator) -> Exercise:
    """Which of two models has the lower loss on three examples."""
    for _ in range(100):
        y = rng.permutation([1, 0, int(rng.integers(0, 2))]).tolist()
        a, b = (rng.choice((0.05, *_TENTHS, 0.95), 3).round(2).tolist() for _ in "ab")
        if abs(float(ls.bce(y, a)) - float(ls.bce(y, b))) > 0.15 and _hits(y, a) != _hits(y, b):
            break
    return models_of(name, y, a, b)


def _hits(y: Sequence[int], p: Sequence[float]) -> int:
    """How many examples a model has on the right side of one half."""
    return sum((q > 0.5) == (label == 1) for label, q in zip(y, p, strict=True))


def models_of(name: str, y: Sequence[int], a: Sequence[float], b: Sequence[float]) -> Exercise:
    """Which of two predictions ``(n,)`` for labels ``y (n,)`` has the lower mean loss."""
    losses = float(ls.bce(y, a)), float(ls.bce(y, b))
    better = int(losses[1] < losses[0])
    other = 1 - better
    fooled = _hits(y, (a, b)[other]) > _hits(y, (a, b)[better])
    counted = (
        f"Model {'AB'[other]} has more examples on the right side of one half, but the loss also asks how sure a "
        "model was: one confident error can cost more than several hesitant ones."
    )
    plain = "That model has the larger loss, and a lower loss is better. Look for the prediction that costs most."
    worst = [
        (f"Model {letter}: {', '.join(rounded(float(term)) for term in ls.bce_terms(y, p))}, mean {rounded(loss)}.")
        for letter, p, loss in zip("AB", (a, b), losses, strict=True)
    ]
    rows = zip(y, a, b, strict=True)
    return Exercise(
        name=name,
        kind="models",
        title="Which model is better?",
        ask=(
            "Two models look at the same three examples. Which one has the lower loss, the mean binary cross-entropy?"
        ),
        labels=("The lower loss has",),
        values=(float(better),),
        tolerances=(0.0,),
        mistakes=(
            Mistake("count" if fooled else "larger", (float(other),), counted if fooled else plain),
            Mistake("same", (2.0,), "The two means differ clearly. Work out each example's loss, then the two means."),
        ),
        hint=(
            f"Work out three losses for each model: minus the log of the probability that the true label got. {NATURAL}"
        ),
        solution=(
            f"Where the label is 1, an example costs {COST_1}; where it is 0, {COST_0}.",
            *worst,
            f"**Model {'AB'[better]}** has the lower loss."
            + (
                (
                    f" Model {'AB'[other]} has more examples on the right side of one half; its confident error "
                    "outweighs that."
                )
                if fooled
                else ""
            ),
        ),
        options=("Model A", "Model B", "Neither: both are the same"),
        table=(
            ("Example", "Label y", "Model A says", "Model B says"),
            *((str(i), str(label), given(q), given(r)) for i, (label, q, r) in enumerate(rows, start=1)),
        ),
        stage=Plot(
            prediction_axis(("A", "B")),
            loss_axis(),
            (cost_curve(1), cost_curve(0, dashed=True)),
            f"{_BOTH} Two columns beside it are for the means of model A and of model B.",
            rings=((column(better), losses[better]),),
            lands=lambda said: (column(int(said[0])), losses[int(said[0])]) if said[0] in (0, 1) else None,
            later=tuple((column(k), loss) for k, loss in enumerate(losses)),
        ),
    )


def wanted(name: str, rng: np.random.Generator) -> Exercise:
    """The prediction that costs a wanted loss."""
    return wanted_of(name, int(rng.integers(0, 2)), float(rng.choice(_WANTED)))


def wanted_of(name: str, label: int, loss: float) -> Exercise:
    """The prediction for a label of 0 or 1 that costs so much."""
    truth = numbers.exp(-loss)
    right = truth if label else 1.0 - truth

    def turned(share: float) -> float:
        return share if label else 1.0 - share

    cost = COST_1 if label else COST_0
    left = math(rf"\hat{{y}} = 1 - {tex(truth)}", f"y hat equals 1 minus {rounded(truth)}")
    goal = math(
        rf"{'' if label else '1 - '}\hat{{y}} = e^{{-{loss:g}}}",
        f"{'' if label else '1 minus '}y hat equals e to the minus {loss:g}",
    )
    mistakes = (
        Mistake(
            "complement",
            (1.0 - right,),
            f"That is the probability of the other answer, {NOT_HAT}. "
            + HAT
            + " is the probability that the model gives to 1.",
        ),
        Mistake(
            "sign",
            (turned(numbers.exp(loss)),),
            f"The sign got lost: {power(loss)} is above 1, and no probability is. Take {power(-loss)}.",
        ),
        Mistake(
            "log10",
            (turned(10.0**-loss),),
            f"You undid a logarithm to base 10. The loss takes the natural one, and {_POWER} undoes it.",
        ),
        Mistake(
            "log2",
            (turned(2.0**-loss),),
            f"You undid a logarithm to base 2. The loss takes the natural one, and {_POWER} undoes it.",
        ),
        Mistake("percent", (100 * right,), "That is a percentage. Write the probability as a number between 0 and 1."),
        Mistake(
            "log again",
            (-numbers.log(loss) if loss != 1 else 0.0,),
            (
                "You took the logarithm of the loss. To get back from a loss to a probability, undo the logarithm "
                "instead."
            ),
        ),
    )

    def otherwise(given_: Sequence[float]) -> str:
        said = given_[0]
        if not 0 < said < 1:
            return "A prediction is a probability, so it lies between 0 and 1."
        costs = float(ls.bce([label], [said]))
        way = "lower" if (costs < loss) == bool(label) else "higher"
        return f"With label {label}, a prediction of {given(said)} costs {rounded(costs)}. Go {way}."

    values, slack = (right,), (tolerance(right),)
    return Exercise(
        name=name,
        kind="wanted",
        title="From the loss back to the prediction",
        ask=f"The label is {label_is(label)}. Which prediction {HAT} costs exactly {given(loss)}?",
        labels=("Prediction ŷ",),
        values=values,
        tolerances=slack,
        mistakes=telling(values, slack, mistakes),
        hint=f"With label {label} the loss is {cost}. What undoes a natural logarithm?",
        solution=(
            f"With label {label} the loss is {cost}. It should be {given(loss)}.",
            f"Undo the logarithm on both sides: {goal}.",
            equals(f"e^{{-{loss:g}}}", f"e to the minus {loss:g}", truth, tex(truth))
            + ("." if label else f", so {left}."),
            f"The prediction is **{rounded(right)}**.",
        ),
        otherwise=otherwise,
        stage=Plot(
            prediction_axis(),
            loss_axis(),
            (cost_curve(label),),
            f"{_CURVE[label]} On its axis the loss {loss:g} is marked.",
            rings=((right, loss),),
            lands=lambda said: (said[0], float(ls.bce([label], [said[0]]))) if 0 < said[0] < 1 else (said[0], loss),
            given=(("y", loss, f"loss {loss:g}"),),
        ),
    )
