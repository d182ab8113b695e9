"""What happened on a path, in words with numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from losscore import changes as change
from losscore.checks import Floats
from losscore.convex import Lowest, floor
from losscore.critical import TIE, Kind, lowest, minima
from losscore.descent import resume
from losscore.models import Linear
from losscore.objective import Objective
from losscore.optimizers import AdamW
from losscore.optimizers.base import schedule_of
from losscore.path import Path, Stopped
from losscore.problem import Problem
from losscore.sentences import SENTENCES, Outcome
from losscore.settling import (
    AT_REST,
    LATE,
    NEAR,
    boldest_ahead,
    can_rest,
    gentlest,
    glide_of,
    in_valley,
    jumps,
    near_point,
    never_settles,
    rates_ahead,
)
from losscore.stability import Stability, stability, steepest_curvature
from losscore.standing import downhill, standing

_FAR = 1000.0  # window widths: whoever is further out may be gone for good
_FLIGHT, _PIECE = 1000, 50  # steps that the run is continued by, to see whether it flies off, or stays
_LONG = 6000  # steps that it is continued by, to see whether it goes on jumping
_ONWARD = 300  # steps, to see whether swings die down
_GENTLE = 1e-3  # gradient length on a plateau
_LOOKED, _LATELY = 100, 10  # steps that say how much a walker moves, and whether it still does
_MOVING, _STILL = 1e-6, 1e-5  # of the window, for each step of those: it moves; it hardly does
_ALMOST = 0.01  # loss above the floor of a valley
_VALLEY = 0.25  # of the window: how far off that floor may be
_SPENT = 1e-2  # of the highest learning rate so far, or of all of them together
_BALANCE = 0.1  # of the slope: what weight decay may leave over
_BESIDE, _RISE = 0.05, 0.02  # of the window, and of loss: ground that rises so far so near is a valley, no plateau
_BORDER = 0.02  # of AdamW's step: the same


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a run ended.

    Attributes:
        kind: one of `Outcome`.
        sentence: what happened, for a reader who has just met a derivative.
        numbers: the numbers behind the sentence, by name. Always there:

            * ``steps``, ``loss``, ``gradient`` (its length over the whole data set), ``w1``, ``w2``.

            Where they apply, numbers:

            * ``lowest``: the lowest loss of a valley inside the window; ``floor``: that of the valley it is in.
            * ``arrived``: the step since which the walker has been near.
            * ``lowest_late``, ``highest_late``: of the loss over the last 50 steps.
            * ``moved``: how far it came in the last ``looked`` steps.
            * ``spent``: the learning rate that is left, where it has run out: that of the last step, or 0.
            * ``examples``: how many each step looks at.
            * ``rate``, ``curvature``, ``product``, ``limit``: the stability that explains the outcome; ``decay``: the
              weight decay in it, or the one that holds the walker.

            And signs, which are 1 if it is so:

            * ``outside``: it stands outside the window; ``inside``: 0 if it has never been in it.
            * ``no_lowest``: there is no lowest point in the window; ``lowest_line``: since every point of a line is
              lowest (`Problem.lowest_line`); ``level``: since all points are equally low; ``endless``: since larger
              weights are always better.
            * ``caught``: the valley is sure to hold it; ``calming``: its swings die down.
            * ``scaled``: what weight decay balances is not the slope but the step that the rule makes of it (AdamW).
            * ``again``: weight decay balances the slope, but the run moves on when it is continued.
            * ``raised``: its schedule will raise the rate again, and then the valley does not hold it; ``raised_to``
              says how far, where the rule has a limit, and where it hardly moves.
            * ``valley``: the ground on which it hardly moves rises beside it.
            * ``tried``: for how many more steps a balance was seen to last, where it need not last for ever.
            * ``long``: steps reach across the window; ``standardise``: its learning rate would be small enough for
              standardised data.
    """

    kind: Outcome
    sentence: str
    numbers: dict[str, float]


def verdict(path: Path, problem: Problem) -> Verdict:
    """Say what a single run did on a problem.

    The rules, in this order; window widths are meant on each axis:

    * **diverged**: its numbers are not finite, or it is further out than 1,000 window widths and flies on when the run
      is continued; where its rate decays, until its numbers are not finite.
    * **lowest**, **local minimum**: at rest within 1 % of the window of such a point: gradient below 1e-4, and too slow
      to glide away.
    * **never settles**: the loss jumps, and it is known to do so for ever (see `losscore.settling`); of a model that is
      not linear, it must still jump when the run is continued by 6,000 steps.
    * **saddle**, **maximum**: at rest at such a point.
    * **valley outside**: at rest at a minimum outside the window.
    * **flat valley**: at rest within 1 % of the window of a line whose every point is lowest.
    * **held by weight decay**: at rest where weight decay balances the slope, or the step that AdamW makes of it. It
      must stay within 1 % of the window when the run is continued by 1,000 steps: a rule that divides by slopes which
      it forgets takes longer steps the longer it stands.
    * If it moved by less than 1 % of the window in its last 100 steps and the gradient is below 1e-3: **almost down**
      (the floor of its valley is less than .01 below it), **rate run out**, **plateau** (where the ground rises by more
      than .02 within 5 % of the window, the sentence calls it the nearly level floor of a valley).
    * **left the window**: it was inside and is no longer.
    * **rate run out**: the schedule has left no more than 1 % of the learning rate, and none of it comes back.
    * **not settled**: the loss jumps, but perhaps not for ever.
    * **still moving**, or **short steps** if it moved by less than .01 % of the window in its last 100 steps,
      or in its last 10 by next to nothing. The sentence says whether the rate or the ground makes its steps short.
    * **too early to tell**: it has taken less than 100 steps, and would else be called a plateau or short of steps.

    Raises:
        ValueError: a path of a batch of starts; ask for one path at a time.
    """
    if path.weights.ndim != 2:
        raise ValueError(f"verdict takes the path of one start; got weights of the shape {path.weights.shape}")
    look = _Look.at(path, problem)
    kind = _kind(look)
    return Verdict(kind, SENTENCES[kind](look.numbers), look.numbers)


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """What the rules look at, and the numbers that they find."""

    path: Path
    problem: Problem
    low: Floats
    high: Floats
    numbers: dict[str, float]

    @classmethod
    def at(cls, path: Path, problem: Problem) -> _Look:
        w = path.weights[-1]
        low, high = np.array(problem.window).T
        slope = problem.objective.gradient(w)  # the path may know that of a minibatch only
        numbers = {
            "steps": float(path.first + len(path)),
            "loss": float(path.losses[-1]),
            "gradient": float(np.sqrt((slope**2).sum())),
            "w1": float(w[0]),
            "w2": float(w[1]),
        }
        look = cls(path, problem, low, high, numbers)
        best = lowest(problem.critical_points)
        if best:
            numbers["lowest"] = best[0].loss
        else:
            numbers["no_lowest"] = 1.0
            if problem.lowest_line is not None:
                numbers["lowest_line"] = 1.0
            else:
                numbers |= _none_at_all(problem)
        if not look.inside(w):
            numbers["outside"] = 1.0
        return look

    @property
    def w(self) -> Floats:
        end: Floats = self.path.weights[-1]
        return end

    @property
    def width(self) -> Floats:
        return self.high - self.low

    @property
    def steps(self) -> int:
        """Steps taken in all."""
        return self.path.first + len(self.path)

    @property
    def last(self) -> Floats:
        """The last step ``(2,)``, 0 where none was taken."""
        return self.path.weights[-1] - self.path.weights[-2] if len(self.path) else np.zeros(2)

    def inside(self, w: Floats) -> bool:
        return bool(((w >= self.low) & (w <= self.high)).all())

    def slow(self, *, glide: bool = True) -> bool:
        """Whether it stays within 1 % of the window if it glides on."""
        further = glide_of(self.path.descent, self.steps) if glide else 1.0
        return bool((np.abs(self.last) * further <= NEAR * self.width).all())

    def beside(self) -> bool:
        """Whether a critical point of the window is within 1 % of it."""
        points = [point.weights for point in self.problem.critical_points]
        return any(bool((np.abs(self.w - point) <= NEAR * self.width).all()) for point in points)

    def moved(self, steps: int = _LOOKED) -> float:
        """How far it came in its last 100 steps, or in so many, in window widths."""
        return float((np.abs(self.path.weights[-steps - 1 :] - self.w) / self.width).max())

    def explain(self, held: Stability | None) -> None:
        if held is not None:
            self.numbers.update(rate=held.rate, curvature=held.curvature, product=held.product, limit=held.limit)
            if held.decay:
                self.numbers["decay"] = held.decay


def _none_at_all(problem: Problem) -> dict[str, float]:
    """Why no point is lowest anywhere, if that is known."""
    objective = problem.objective
    if not (isinstance(objective, Objective) and isinstance(objective.model, Linear)):
        return {}
    kind = floor(objective).kind
    if kind is Lowest.PLAIN:
        return {"level": 1.0}
    return {"endless": 1.0} if kind in (Lowest.SEPARABLE, Lowest.TOUCHING, Lowest.ONE_CLASS) else {}


def _kind(look: _Look) -> Outcome:
    """The first rule that fits. Adds the rule's own numbers."""
    if _diverged(look):
        return Outcome.DIVERGED
    found = _resting(look)
    if found in (Outcome.LOWEST, Outcome.LOCAL_MINIMUM):
        return found
    kind = _restless(look) or found or _elsewhere(look) or _on_a_line(look) or _held_by_decay(look)
    if kind is not None:
        return kind
    moved = look.moved()
    enough = look.steps >= _LOOKED
    if moved < NEAR and look.numbers["gradient"] < _GENTLE:
        kind = _almost_down(look) or _rate_run_out(look)
        if kind is not None:
            return kind
        if not look.beside():
            _say_moved(look)
            _say_raised(look)
            ring = look.problem.objective(look.w + _BESIDE * look.width * _around())
            if float(np.max(ring)) > look.numbers["loss"] + _RISE:
                look.numbers["valley"] = 1.0
            return Outcome.PLATEAU if enough else Outcome.TOO_EARLY
    kind = _left(look) or _rate_run_out(look)
    if kind is not None:
        return kind
    if jumps(look.path.losses):
        return _not_settled(look)
    # It moves if it came somewhere in its last 100 steps, and the last of these had a part in it.
    lately = look.moved(_LATELY) >= _MOVING / 10 * min(max(look.steps, 1), _LATELY)
    if lately and moved >= _MOVING * min(max(look.steps, 1), _LOOKED):
        return Outcome.STILL_MOVING
    if not enough:
        return Outcome.TOO_EARLY
    _say_moved(look, _LOOKED if lately else _LATELY)
    _say_raised(look)
    return Outcome.SHORT_STEPS


def _around() -> Floats:
    """Points ``(32, 2)`` of a circle of radius 1."""
    turn = np.linspace(0.0, 2.0 * np.pi, 32, endpoint=False)
    return np.stack([np.cos(turn), np.sin(turn)], axis=-1)


def _diverged(look: _Look) -> bool:
    path, numbers = look.path, look.numbers
    away = _away(look, look.w)
    if path.stopped is not Stopped.DIVERGED and (away <= _FAR or not _flies_off(look)):
        return False
    boldest = float(path.learning_rates.max(initial=0.0))
    decay = change.at(path.descent.optimizer, path.descent.changes, look.steps).weight_decay
    held = stability(path.descent, look.steps, steepest_curvature(path), rate=boldest)
    limit = 2.0 if held is None else held.limit
    if isinstance(path.descent.optimizer, AdamW) or held is not None:
        if boldest * decay > limit:
            numbers |= {"rate": boldest, "decay": decay, "product": boldest * decay, "limit": limit}
        elif held is not None and held.product >= held.limit:
            look.explain(held)
    return True


def _away(look: _Look, w: Floats) -> float:
    return float((np.abs(w - (look.low + look.high) / 2) / look.width).max())


def _flies_off(look: _Look) -> bool:
    """Whether the run, if it went on, would get a thousand times as far out, and not come back.

    If its rate decays it may come back, so then only numbers that are no longer finite count.
    """
    ahead = rates_ahead(look.path.descent, look.steps)
    lasting = ahead is not None and min(ahead) > 0.5 * max(ahead)
    furthest = _away(look, look.path.weights) if len(look.path) else _away(look, look.w)
    walk = look.path.tail()
    for _ in range(0, _FLIGHT, _PIECE):
        walk = resume(walk, _PIECE)
        if walk.stopped is Stopped.DIVERGED or (lasting and _away(look, walk.weights[-1]) > 1e3 * furthest):
            return True
        walk = walk.tail()
    return False


def _stays(look: _Look) -> bool:
    """Whether the run, if it went on, would stay within 1 % of the window of where it is."""
    walk = look.path.tail()
    for _ in range(0, _FLIGHT, _PIECE):
        walk = resume(walk, _PIECE)
        if walk.stopped is Stopped.DIVERGED or (np.abs(walk.weights - look.w) > NEAR * look.width).any():
            return False
        walk = walk.tail()
    return True


def _bolder(look: _Look) -> tuple[int, float] | None:
    """The step to come at which the rate is highest, and that rate, if its schedule will raise it."""
    how = look.path.descent
    step = boldest_ahead(how, look.steps)
    if step is None or not len(look.path):
        return None
    bold = schedule_of(change.at(how.optimizer, how.changes, look.steps))(step)
    return (step, bold) if bold > float(look.path.learning_rates[-1]) * (1.0 + 1e-9) else None


def _raised(look: _Look, curvature: float) -> None:
    """Whether its schedule will raise the rate so far that a valley of this curvature does not hold it any more."""
    raised = _bolder(look)
    if raised is None:
        return
    step, bold = raised
    how = look.path.descent
    then, held = stability(how, step + 1, curvature), stability(how, look.steps, curvature)
    if then is None or held is None:
        if not _stays(look):
            look.numbers["raised"] = 1.0
    elif held.product < held.limit and then.product > then.limit:
        look.numbers.update(raised=1.0, raised_to=bold)


def _say_raised(look: _Look) -> None:
    """How far its schedule will raise the rate, if it will."""
    raised = _bolder(look)
    if raised is not None:
        look.numbers["raised_to"] = raised[1]


def _resting(look: _Look) -> Outcome | None:
    """At rest at a critical point of the window."""
    points, glide = look.problem.critical_points, glide_of(look.path.descent, look.steps)
    ends, steps = look.w[np.newaxis], look.last[np.newaxis]
    valley = int(in_valley(look.problem, ends, steps, glide)[0])
    others = tuple(point for point in points if point.kind is not Kind.MINIMUM)
    if valley >= 0:
        near = minima(points)[valley]
    else:
        index = int(near_point(look.problem, others, ends, steps, glide)[0])
        if index < 0:
            return None
        near = others[index]
    _arrived(look, near.weights)
    if near.kind is not Kind.MINIMUM:
        return Outcome.SADDLE if near.kind is Kind.SADDLE else Outcome.MAXIMUM
    look.numbers["floor"] = near.loss
    how, curvature = look.path.descent, float(near.eigenvalues[-1])
    look.explain(stability(how, look.steps, curvature))
    step = boldest_ahead(how, look.steps)
    bold = None if step is None else stability(how, step + 1, curvature)
    if bold is not None and bold.product < bold.limit and how.batch_size is None:
        look.numbers["caught"] = 1.0
    _raised(look, curvature)
    return Outcome.LOWEST if near in lowest(points) else Outcome.LOCAL_MINIMUM


def _arrived(look: _Look, place: Floats) -> None:
    _since(look, (np.abs(look.path.weights - place) > NEAR * look.width).any(axis=-1))


def _since(look: _Look, away: ArrayLike) -> None:
    """The step since which it has not been away, of ``away (t + 1,)``."""
    last = np.flatnonzero(away)
    look.numbers["arrived"] = float(look.path.first + (last[-1] + 1 if len(last) else 0))


def _restless(look: _Look) -> Outcome | None:
    """Sure to jump for ever."""
    path = look.path
    if not never_settles(path.losses, look.w, path.descent, look.steps, look.problem):
        return None
    objective = look.problem.objective
    if not (isinstance(objective, Objective) and isinstance(objective.model, Linear)):
        # No step fits the valleys of the window, but a walker that jumps about may still find another place to rest.
        late = resume(path.tail(), _LONG)
        if late.stopped is Stopped.DIVERGED or not jumps(late.losses):
            return None
    _say_swing(look)
    if not can_rest(path.descent, look.steps, look.problem):
        _too_long(look)
    elif path.descent.batch_size is not None:
        look.numbers["examples"] = float(path.descent.batch_size)
    return Outcome.NEVER_SETTLES


def _elsewhere(look: _Look) -> Outcome | None:
    """At rest at a point without slope that is not among those of the window."""
    if look.numbers["gradient"] >= AT_REST or not look.slow():
        return None
    beside = standing(look.problem.objective, look.w, look.width, reach=NEAR)
    if beside is None:
        return None
    _arrived(look, beside.weights)
    if beside.bends[0] < 0:
        return Outcome.SADDLE if beside.bends[1] > 0 else Outcome.MAXIMUM
    look.numbers["floor"] = beside.loss
    curvature = _steepest(look, beside.weights)
    look.explain(stability(look.path.descent, look.steps, curvature))
    _raised(look, curvature)
    if look.inside(beside.weights):
        for name in ("outside", "no_lowest"):
            look.numbers.pop(name, None)
        best = look.numbers.get("lowest", np.inf)
        return Outcome.LOWEST if beside.loss <= best + TIE else Outcome.LOCAL_MINIMUM
    return Outcome.VALLEY_OUTSIDE


def _on_a_line(look: _Look) -> Outcome | None:
    """At rest on a line whose every point is lowest, as with two columns that say the same."""
    line, window = look.problem.lowest_line, look.problem.window
    if line is None or look.numbers["gradient"] >= AT_REST or not look.slow():
        return None
    away = line.distance(look.path.weights, window) > NEAR
    if away[-1]:
        return None
    _since(look, away)
    look.numbers["floor"] = line.loss
    _raised(look, _steepest(look, look.w))
    return Outcome.FLAT_VALLEY


def _steepest(look: _Look, w: Floats) -> float:
    return float(np.linalg.eigvalsh(look.problem.objective.hessian(w))[-1])


def _held_by_decay(look: _Look) -> Outcome | None:
    """At rest where weight decay balances the slope, or AdamW's step. Adds a sign where it only does so for now."""
    path, slope = look.path, look.numbers["gradient"]
    rule = change.at(path.descent.optimizer, path.descent.changes, look.steps)
    decay = rule.weight_decay
    if not decay or not len(path) or not look.slow():
        return None
    gradient = look.problem.objective.gradient(look.w)
    if isinstance(rule, AdamW):
        # On a slope that stays the same, its step becomes as long as the rate, however steep the slope. The decay takes
        # as much away where a weight is 1 / decay (Xie, Li: Implicit Bias of AdamW, 2024). Elsewhere it creeps on.
        border = (np.abs(np.abs(decay * look.w) - 1.0) <= _BORDER) & (gradient * look.w < 0)
        still = look.moved() < _STILL * _LOOKED and look.steps >= _LOOKED
        if not (still and (border | (np.abs(gradient) < AT_REST)).all() and slope >= _GENTLE) or _run_out(look):
            return None
        if not _stays(look):
            return None
        look.numbers["scaled"] = 1.0
    else:
        left = gradient + decay * look.w
        if np.sqrt((left**2).sum()) >= min(AT_REST, _BALANCE * slope):
            return None
        beside = standing(look.problem.objective, look.w, look.width, reach=NEAR, decay=decay)
        if beside is None or beside.bends[0] < 0:
            return None
        if not _stays(look):
            look.numbers.update(again=1.0, decay=decay)
            return None
        _arrived(look, beside.weights)
        _raised(look, _steepest(look, beside.weights))
    look.numbers["decay"] = decay
    if rule.stability_limit is None:
        look.numbers["tried"] = float(_FLIGHT)
    return Outcome.HELD_BY_DECAY


def _almost_down(look: _Look) -> Outcome | None:
    """Slow, in a valley whose floor is close below."""
    objective = look.problem.objective
    below = standing(objective, look.w, look.width, reach=_VALLEY)
    if below is None or below.bends[0] <= 0 or not 0 <= look.numbers["loss"] - below.loss < _ALMOST:
        return None
    if not downhill(objective, look.w, below.weights):
        return None
    if look.beside() and look.moved() >= _MOVING * _LOOKED:
        return None  # it is taking the last steps of its way
    look.numbers["floor"] = below.loss
    if _run_out(look):
        _say_spent(look)
    _say_raised(look)
    return Outcome.ALMOST_DOWN


def _rate_run_out(look: _Look) -> Outcome | None:
    if not _run_out(look):
        return None
    _say_spent(look)
    return Outcome.RATE_RUN_OUT


def _say_spent(look: _Look) -> None:
    """The learning rate that is left: that of the last step, or none."""
    ahead = rates_ahead(look.path.descent, look.steps)
    look.numbers["spent"] = float(look.path.learning_rates[-1]) if ahead and max(ahead) else 0.0


def _run_out(look: _Look) -> bool:
    """Whether so little learning rate is left that it will hardly move any more."""
    rates, ahead = look.path.learning_rates, rates_ahead(look.path.descent, look.steps)
    if ahead is None or not len(rates):
        return False
    boldest = float(rates.max())
    if max(ahead) == 0.0:
        return True
    if max(*ahead, float(rates[-1])) > _SPENT * boldest:
        return False
    # As many steps again, with what is left of the rate: how much of what it has used?
    schedule = change.at(look.path.descent.optimizer, look.path.descent.changes, look.steps).learning_rate
    if not callable(schedule):
        return False
    times = np.unique(np.linspace(look.steps, 2 * look.steps, 40).astype(int))
    left = float(np.mean([schedule(int(t)) for t in times])) * look.steps
    # And how far may that carry it, at the speed that it has lately made of its rate?
    speed = np.abs(np.diff(look.path.weights[-_LATELY - 1 :], axis=0)).max(axis=0) / max(rates[-_LATELY:].max(), 1e-300)
    if left > _SPENT * float(rates.sum()) or (left * speed > NEAR * look.width).any():
        return False
    # A rule that divides by slopes which it forgets may get faster again on flat ground: so see whether it does.
    return look.path.descent.optimizer.stability_limit is not None or _stays(look)


def _left(look: _Look) -> Outcome | None:
    if look.inside(look.w):
        return None
    reach = np.abs(np.diff(look.path.weights[-_LOOKED - 1 :], axis=0)) / look.width
    if (reach.max(axis=-1, initial=0.0) > 1).any():
        look.numbers["long"] = 1.0
    if not can_rest(look.path.descent, look.steps, look.problem):
        _too_long(look)
    been = ((look.path.weights >= look.low) & (look.path.weights <= look.high)).all(axis=-1)
    if been.any():
        return Outcome.LEFT_WINDOW
    look.numbers["inside"] = 0.0
    return None


def _not_settled(look: _Look) -> Outcome:
    _say_swing(look)
    path = look.path
    if path.descent.batch_size is not None:
        look.numbers["examples"] = float(path.descent.batch_size)
        return Outcome.NOT_SETTLED
    if not can_rest(path.descent, look.steps, look.problem):
        _too_long(look)
        return Outcome.NOT_SETTLED
    middle = path.weights[-LATE:].mean(axis=0)
    below = standing(look.problem.objective, middle, look.width, reach=NEAR * 5)
    late, before = np.ptp(path.losses[-LATE:]), np.ptp(path.losses[-2 * LATE : -LATE])
    ahead = rates_ahead(path.descent, look.steps)
    if below is not None and below.bends[0] > 0 and late < 0.9 * before and ahead is not None:
        curvature = float(np.linalg.eigvalsh(look.problem.objective.hessian(below.weights))[-1])
        held = stability(path.descent, look.steps, curvature, rate=max(ahead))
        # What holds on the floor need not hold for wide swings: so see whether they do become less.
        if held is not None and held.holds and np.ptp(resume(path.tail(), _ONWARD).losses[-LATE:]) < 0.5 * late:
            look.explain(held)
            look.numbers["calming"] = 1.0
    return Outcome.NOT_SETTLED


def _say_swing(look: _Look) -> None:
    late = look.path.losses[-LATE:]
    look.numbers.update(lowest_late=float(late.min()), highest_late=float(late.max()))


def _say_moved(look: _Look, steps: int = _LOOKED) -> None:
    late = look.path.weights[-steps - 1 :]
    look.numbers["looked"] = float(len(late) - 1)
    look.numbers["moved"] = float(np.sqrt(((late - look.w) ** 2).sum(axis=-1)).max())


def _too_long(look: _Look) -> None:
    """No valley of the window can hold it: in the gentlest the step is too long. Would standardised data help?"""
    held = gentlest(look.path.descent, look.steps, look.problem)
    look.explain(held)
    objective = look.problem.objective
    if held is None or not isinstance(objective, Objective) or not isinstance(objective.model, Linear):
        return
    x = objective.dataset.x
    spread = x.std(axis=0)
    if (spread <= 1e-9 * np.abs(x).max(axis=0)).any():
        return
    if np.allclose(spread, 1.0, atol=1e-6) and np.allclose(x.mean(axis=0), 0.0, atol=1e-6):
        return
    inputs = objective.model.jacobian(np.zeros(2), (x - x.mean(axis=0)) / spread)[1]
    steepest = float(np.linalg.eigvalsh(inputs @ inputs.T / inputs.shape[1])[-1]) / 4  # p (1 - p) is at most 1/4
    if held.rate * (steepest + held.decay) < held.limit:
        look.numbers["standardise"] = 1.0
