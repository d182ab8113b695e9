"""One step by hand: gradient descent, and momentum. The gradients are those of real landscapes, rounded."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

import losscore as ls
from app.practice.exercise import Exercise, Mistake, telling, tolerance
from app.practice.plots import Map, Point, named
from app.practice.words import W1, equals, given, math

_LANDSCAPES = ("bowl", "trap", "scaled", "saddle", "tiny")
_RATES = (0.1, 0.2, 0.5, 2.0)
_MOMENTA = (0.5, 0.9)
_LEAST = 0.1  # of a gradient's parts, so that each matters and two digits are worth something
_ETA, _BETA = r"\eta", r"\beta"
_DESCENT = math(r"w \leftarrow w - \eta\, g", "w becomes w minus eta times g")
_VELOCITY = math(r"v \leftarrow \beta\, v + g", "v becomes beta times v plus g")
_AHEAD = math(r"w \leftarrow w - \eta\, (g + \beta\, v)", "w becomes w minus eta times the sum of g and beta times v")
_RULES = ("Gradient descent", "Momentum", "Nesterov's momentum")
_MOVE = math(r"w \leftarrow w - \eta\, v", "w becomes w minus eta times v")


def descent(name: str, rng: np.random.Generator) -> Exercise:
    """One step of gradient descent from a place on a real landscape."""
    landscape, w = _place(rng)
    return descent_of(name, landscape.title, w, _slope(landscape, w), float(rng.choice(_RATES)))


def momentum(name: str, rng: np.random.Generator) -> Exercise:
    """The second step of a real run with momentum."""
    rate, beta = float(rng.choice(_RATES)), float(rng.choice(_MOMENTA))
    for _ in range(200):
        landscape, start = _place(rng)
        velocity = _slope(landscape, start)
        w = (np.array(start) - rate * np.array(velocity)).round(2).tolist()
        g = _slope(landscape, w)
        if min(map(abs, g)) >= _LEAST:
            break
    return momentum_of(name, landscape.title, w, g, velocity, rate, beta)


def rule(name: str, rng: np.random.Generator) -> Exercise:
    """Which rule took the second step of a real run."""
    for _ in range(500):
        rate, beta = float(rng.choice(_RATES)), float(rng.choice(_MOMENTA))
        landscape, start = _place(rng)
        velocity = _slope(landscape, start)
        w = (np.array(start) - rate * np.array(velocity)).round(2).tolist()
        g = _slope(landscape, w)
        ends = [_after(optimizer, rate, w, g, velocity) for optimizer in _rules(rate, beta)]
        if all(max(abs(a - b) for a, b in zip(p, q, strict=True)) >= _LEAST for p, q in combinations(ends, 2)):
            break
    return rule_of(name, landscape.title, w, g, velocity, rate, beta, int(rng.integers(0, len(ends))))


def which(name: str, rng: np.random.Generator) -> Exercise:
    """Which of the two rules that the lesson teaches took the second step of a real run, or neither."""
    for _ in range(500):
        rate, beta = float(rng.choice(_RATES)), float(rng.choice(_MOMENTA))
        landscape, start = _place(rng)
        velocity = _slope(landscape, start)
        w = (np.array(start) - rate * np.array(velocity)).round(2).tolist()
        g = _slope(landscape, w)
        ends = _three(rate, beta, w, g, velocity)
        if all(max(abs(a - b) for a, b in zip(p, q, strict=True)) >= _LEAST for p, q in combinations(ends, 2)):
            break
    return which_of(name, landscape.title, w, g, velocity, rate, beta, int(rng.integers(0, len(ends))))


def _three(
    rate: float, beta: float, w: Sequence[float], g: Sequence[float], velocity: Sequence[float]
) -> list[tuple[float, float]]:
    """Where plain descent leads, where momentum does, and where momentum with its slope turned round would."""
    uphill = [-part for part in g]
    plain, heavy = ls.GradientDescent(rate), ls.Momentum(rate, beta)
    return [_after(plain, rate, w, g, velocity), *(_after(heavy, rate, w, each, velocity) for each in (g, uphill))]


def which_of(
    name: str,
    title: str,
    w: Sequence[float],
    g: Sequence[float],
    velocity: Sequence[float],
    rate: float,
    beta: float,
    taken: int,
) -> Exercise:
    """Which rule leads from weights ``w (2,)`` to where the ball is next; ``taken`` 2 is neither."""
    ends = _three(rate, beta, w, g, velocity)
    names = (*_RULES[:2], "Neither of the two")
    formulas = (_DESCENT, f"{_VELOCITY}, then {_MOVE}")
    a, b = ends[taken]
    lines = [
        f"{rule}: {formula}. That leads to {_ends(*end)}."
        for rule, formula, end in zip(_RULES, formulas, ends, strict=False)
    ]
    wrong = [f"{rule} would lead to {_ends(*end)}." for rule, end in zip(_RULES, ends[:2], strict=False)]
    wrong.append("One of the two does lead there. Work both out, and compare.")
    return Exercise(
        name=name,
        kind="which",
        title="Which rule was it?",
        ask=f"On the land *{title}* a run is at {_point('w', w)}. Its velocity so far is {_point('v', velocity)}, and "
        f"the slope where it is now is {_point('g', g)}, both rounded. The learning rate is "
        f"{equals(_ETA, 'eta', rate)}, and momentum would use {equals(_BETA, 'beta', beta)}. Its next step leads to "
        f"{_ends(a, b)}. Which rule took it?",
        labels=("The step was taken by",),
        values=(float(taken),),
        tolerances=(0.0,),
        mistakes=tuple(Mistake("other rule", (float(i),), wrong[i]) for i in range(3) if i != taken),
        hint="Start with the simple one: where does plain gradient descent lead? Then find the new velocity.",
        solution=(*lines, f"So the answer is **{names[taken]}**."),
        options=names,
        stage=_from_above(title, w, velocity, rate, ends, taken),
    )


def _from_above(
    title: str,
    w: Sequence[float],
    velocity: Sequence[float] | None,
    rate: float,
    ends: Sequence[Point],
    taken: int | None = None,
) -> Map | None:
    """The land with where the ball is and how it came there.

    Args:
        title: of the landscape.
        w: where the ball is.
        velocity: from the step before; ``None`` where there was none.
        rate: of that step.
        ends: where each answer of a choice leads, or the only right end.
        taken: the right answer of a choice; ``None`` where a place is to be given.
    """
    name, here = named(title), _pair(w)
    if not name:
        return None
    words = f"The land {title} from above. The ball is at w1 = {given(w[0])}, w2 = {given(w[1])}."
    before = () if velocity is None else (_pair(np.array(w) + rate * np.array(velocity)), here)
    if taken is None:
        return Map(name, words, rings=(ends[0],), lands=_pair, known=((here, "now"),), track=before)
    a, b = (given(round(part, 4)) for part in ends[taken])
    return Map(
        name,
        f"{words} Its next step leads to w1 = {a}, w2 = {b}.",
        rings=(ends[taken],),
        lands=lambda said: ends[int(said[0])],
        known=((here, "now"), (ends[taken], "next")),
        track=before,
    )


def _rules(rate: float, beta: float) -> tuple[ls.Optimizer, ...]:
    return ls.GradientDescent(rate), ls.Momentum(rate, beta), ls.Nesterov(rate, beta)


def _after(
    optimizer: ls.Optimizer, rate: float, w: Sequence[float], g: Sequence[float], velocity: Sequence[float]
) -> tuple[float, float]:
    """Where a rule's step leads."""
    state = optimizer.init(np.array(w))
    if "velocity" in state._fields:
        state = state._replace(velocity=np.array(velocity))
    step, _ = optimizer.update(np.array(g), state, rate)
    return _pair(np.array(w) + step)


def rule_of(
    name: str,
    title: str,
    w: Sequence[float],
    g: Sequence[float],
    velocity: Sequence[float],
    rate: float,
    beta: float,
    taken: int,
) -> Exercise:
    """Which of three rules leads from weights ``w (2,)`` to where the ball is next; ``taken`` is the one that does."""
    ends = [_after(optimizer, rate, w, g, velocity) for optimizer in _rules(rate, beta)]
    a, b = ends[taken]
    formulas = (_DESCENT, f"{_VELOCITY}, then {_MOVE}", f"{_VELOCITY}, then {_AHEAD}")
    return Exercise(
        name=name,
        kind="rule",
        title="Name the update",
        ask=f"On the landscape *{title}* a ball rolls through {_point('w', w)}. Its velocity so far is "
        f"{_point('v', velocity)}, and the gradient where it is now is {_point('g', g)}, both rounded. The learning "
        f"rate is {equals(_ETA, 'eta', rate)}, the momentum, for a rule that has one, {equals(_BETA, 'beta', beta)}. "
        f"Its next step leads to {_ends(a, b)}. Which rule took it?",
        labels=("The step was taken by",),
        values=(float(taken),),
        tolerances=(0.0,),
        mistakes=tuple(
            Mistake(
                "other rule",
                (float(i),),
                f"{_RULES[i]} would lead to {_ends(a, b)}. Try the others the same way.",
            )
            for i, (a, b) in enumerate(ends)
            if i != taken
        ),
        hint="Begin with the simplest: where does plain gradient descent lead? If not there, find the new velocity.",
        solution=(
            *(
                f"{rule}: {formula}. That leads to {_ends(a, b)}."
                for rule, formula, (a, b) in zip(_RULES, formulas, ends, strict=True)
            ),
            f"The step was taken by **{_RULES[taken]}**.",
        ),
        options=_RULES,
        stage=_from_above(title, w, velocity, rate, ends, taken),
    )


def _place(rng: np.random.Generator) -> tuple[ls.Problem, list[float]]:
    """A landscape and a place on it, with one decimal, where both parts of the gradient can be seen."""
    for _ in range(1000):
        landscape = ls.PROBLEMS[str(rng.choice(_LANDSCAPES))]
        low, high = np.array(landscape.window).T
        w = rng.uniform(low, high).round(1)
        w = np.where(w == 0, 0.5, w).tolist()
        g = _slope(landscape, w)
        if min(map(abs, g)) >= _LEAST and abs(g[0] - g[1]) >= _LEAST:
            return landscape, w
    return ls.PROBLEMS["bowl"], [-3.0, 4.0]


def _slope(landscape: ls.Problem, w: Sequence[float]) -> list[float]:
    """The gradient with two decimals."""
    return [float(part) + 0.0 for part in landscape.objective.gradient(w).round(2)]


def descent_of(name: str, title: str, w: Sequence[float], g: Sequence[float], rate: float) -> Exercise:
    """One step of gradient descent from weights ``w (2,)`` with gradient ``g (2,)``."""
    optimizer = ls.GradientDescent(rate)
    here, slope = np.array(w), np.array(g)
    step, _ = optimizer.update(slope, optimizer.init(here), rate)
    values = _pair(here + step)
    slack = (tolerance(values[0]), tolerance(values[1]))
    mistakes = (
        Mistake("sign", _pair(here - step), "That step goes uphill. The gradient points up: subtract it."),
        Mistake(
            "no rate", _pair(here - slope), f"The learning rate is missing: multiply the gradient by {given(rate)}."
        ),
        Mistake("step only", _pair(step), "That is the step itself. Add it to the weights to get where it leads."),
        Mistake(
            "exchanged",
            _pair(here - rate * slope[::-1]),
            f"You exchanged the two parts of the gradient. The first belongs to {W1}.",
        ),
        Mistake("percent", _pair(here - rate / 100 * slope), "The step is a hundred times too short."),
    )
    return Exercise(
        name=name,
        kind="descent",
        title="One step of gradient descent",
        ask=f"On the landscape *{title}* a ball stands at {_point('w', w)}. The gradient there, rounded, "
        f"is {_point('g', g)}. The learning rate is {equals(_ETA, 'eta', rate)}. Where does one step of gradient "
        "descent lead?",
        labels=("w1", "w2"),
        values=values,
        tolerances=slack,
        mistakes=telling(values, slack, mistakes),
        hint="Each weight by itself: new weight = old weight minus learning rate times its part of the gradient.",
        solution=(
            f"Gradient descent: {_DESCENT}.",
            *(
                _line(i, w, f"- {rate:g} \\cdot {_bracket(g[i])}", f"minus {rate:g} times {given(g[i])}", values)
                for i in range(2)
            ),
            f"The step leads to **({given(values[0])}, {given(values[1])})**.",
        ),
        stage=_from_above(title, w, None, rate, (values,)),
    )


def momentum_of(
    name: str, title: str, w: Sequence[float], g: Sequence[float], velocity: Sequence[float], rate: float, beta: float
) -> Exercise:
    """One step of momentum from weights ``w (2,)`` with gradient ``g (2,)`` and the velocity ``(2,)`` so far."""
    optimizer = ls.Momentum(rate, beta)
    here, slope, before = np.array(w), np.array(g), np.array(velocity)
    step, (speed,) = optimizer.update(slope, optimizer.init(here)._replace(velocity=before), rate)
    values = _pair(here + step)
    slack = (tolerance(values[0]), tolerance(values[1]))
    mistakes = (
        Mistake(
            "sign",
            _pair(here - step),
            "That step goes uphill. The velocity sums up gradients, which point up: subtract it.",
        ),
        Mistake(
            "no momentum",
            _pair(here - rate * slope),
            "That is plain gradient descent. Momentum keeps part of the velocity: find the new velocity first.",
        ),
        Mistake("no gradient", _pair(here - rate * beta * before), "The new gradient is missing from the velocity."),
        Mistake(
            "whole velocity",
            _pair(here - rate * (before + slope)),
            f"The old velocity counts only in part: multiply it by {given(beta)} first.",
        ),
        Mistake(
            "no rate",
            _pair(here - speed),
            f"The learning rate is missing: multiply the new velocity by {given(rate)}.",
        ),
        Mistake(
            "averaged",
            _pair(here - rate * (beta * before + (1 - beta) * slope)),
            "Here the new gradient counts in full: the velocity is a sum, as in PyTorch, not an average.",
        ),
        Mistake("step only", _pair(step), "That is the step itself. Add it to the weights to get where it leads."),
    )
    new = _pair(speed)
    return Exercise(
        name=name,
        kind="momentum",
        title="One step with momentum",
        ask=f"On the landscape *{title}* a ball rolls through {_point('w', w)}. Its velocity so far is "
        f"{_point('v', velocity)}, and the gradient where it is now is {_point('g', g)}, both rounded. The learning "
        f"rate is {equals(_ETA, 'eta', rate)}, the momentum {equals(_BETA, 'beta', beta)}. Where does the next step "
        "lead?",
        labels=("w1", "w2"),
        values=values,
        tolerances=slack,
        mistakes=telling(values, slack, mistakes),
        hint=(
            "First the new velocity: momentum times the old one, plus the gradient. Then go: old weight minus "
            "learning rate times new velocity."
        ),
        solution=(
            f"Momentum takes two lines: {_VELOCITY}, then {_MOVE}.",
            "The new velocity: "
            + " and ".join(
                math(
                    rf"v_{i + 1} = {beta:g} \cdot {_bracket(velocity[i])} {_signed(g[i])} = {new[i]:g}",
                    f"v {i + 1} equals {beta:g} times {given(velocity[i])} plus {given(g[i])} equals {given(new[i])}",
                )
                for i in range(2)
            )
            + ".",
            *(
                _line(i, w, f"- {rate:g} \\cdot {_bracket(new[i])}", f"minus {rate:g} times {given(new[i])}", values)
                for i in range(2)
            ),
            f"The step leads to **({given(values[0])}, {given(values[1])})**.",
        ),
        stage=_from_above(title, w, velocity, rate, (values,)),
    )


def _pair(values: Sequence[float] | np.ndarray) -> tuple[float, float]:
    """Two numbers without the dust of binary fractions: everything here has few decimals."""
    first, second = (round(float(value), 9) + 0.0 for value in values)
    return first, second


def _point(letter: str, values: Sequence[float]) -> str:
    a, b = values
    return math(f"{letter} = ({a:g},\\, {b:g})", f"{letter} equals {given(a)}, {given(b)}")


def _ends(a: float, b: float) -> str:
    """Where a step ends, in a formula so that it stays on one line."""
    return math(f"({round(a, 4):g},\\, {round(b, 4):g})", f"{given(round(a, 4))}, {given(round(b, 4))}")


def _bracket(value: float) -> str:
    """A factor inside a formula."""
    return f"({value:g})" if value < 0 else f"{value:g}"


def _signed(value: float) -> str:
    """A term inside a formula."""
    return f"- {-value:g}" if value < 0 else f"+ {value:g}"


def _line(i: int, w: Sequence[float], formula: str, spoken: str, values: Sequence[float]) -> str:
    name = math(f"w_{i + 1}", f"w {i + 1}")
    sum_ = math(f"{w[i]:g} {formula} = {values[i]:g}", f"{given(w[i])} {spoken} equals {given(values[i])}")
    return f"For {name}: {sum_}."
