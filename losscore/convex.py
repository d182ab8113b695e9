"""The lowest place under a linear neuron: a point, a line, or none; which of these is decided exactly.

The loss of a linear model is convex, so what is lowest can be told from the data alone (Albert and Anderson: On the
Existence of Maximum Likelihood Estimates in Logistic Regression Models, 1984). Write ``v_i`` for an example's inputs,
turned around where its label is 0. Then ``v_i . w`` says how far weights ``w`` lean to the right side, and

* if some ``w`` has ``v_i . w >= 0`` for all examples, and not always 0, larger weights are better for ever: no lowest
  point. Where it can be ``> 0`` for all, the classes are told apart without a mistake; else they touch at the border;
* if the two columns are multiples of each other, only a weighted sum of the two weights counts: every point of a line
  is lowest;
* else there is exactly one lowest point.

The point is found by Newton's method in coordinates of its own: the second column is cleared of what it shares with the
first, and both are scaled. With a bias this is centring and standardising. So numbers far from 0, such as dates, do no
harm; and the weights that come out are mapped back.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import numpy as np

from losscore.checks import Floats
from losscore.loss import softplus, softplus_and_sigmoid
from losscore.models import Linear
from losscore.objective import Objective

_ITERATIONS = 300
_ROUNDING = 8 * np.finfo(np.float64).eps  # of a column: what differs by less says the same
_SURE = 1e-9  # radians: nearer to a half turn than this, fractions decide


class Lowest(StrEnum):
    """What lies lowest under a linear neuron, or why nothing does."""

    POINT = "one point"
    SAME = "a line: the columns say the same"
    CONSTANT = "a line: the column is constant"
    ZERO = "a line: a column is 0"
    PLAIN = "everywhere: all inputs are 0"
    SEPARABLE = "none: the classes can be told apart"
    TOUCHING = "none: the classes touch"
    ONE_CLASS = "none: there is one class only"
    TOO_FAR = "one, but computed numbers do not reach it"

    @property
    def is_line(self) -> bool:
        """Whether a line is lowest."""
        return self in (Lowest.SAME, Lowest.CONSTANT, Lowest.ZERO)


@dataclass(frozen=True, slots=True, eq=False)
class Floor:
    """The lowest place under a linear neuron.

    Attributes:
        kind: what it is.
        point: weights ``(2,)`` of the lowest point, or of a point of the lowest line near 0; NaN without either.
        direction: of the line ``(2,)``, along the weights' own axes; NaN where there is none.
        loss: how high it is there; NaN where nothing is lowest.
        eigenvalues: of the Hessian there ``(2,)``, smallest first: 0 along a line.
        reach: how far the ground on which the loss rises by no more than half a unit stretches from the point, on each
            axis ``(2,)`` (of a line: across it).
        narrow: how far from the point the loss rises by half a unit along each axis ``(2,)``; infinite along a line.
    """

    kind: Lowest
    point: Floats
    direction: Floats
    loss: float
    eigenvalues: Floats
    reach: Floats
    narrow: Floats


def floor(objective: Objective) -> Floor:
    """What is lowest under a linear neuron, anywhere.

    Raises:
        ValueError: another model.

    >>> from losscore import PROBLEMS
    >>> str(floor(PROBLEMS["tiny"].objective).kind), str(floor(PROBLEMS["separable"].objective).kind)
    ('one point', 'none: the classes can be told apart')
    """
    model = objective.model
    if not isinstance(model, Linear):
        raise ValueError(f"the model must be linear; got {model.formula}")
    # Powers of two change no digit.
    columns, sign = np.array(model.inputs(objective.dataset.x)), 1.0 - 2.0 * objective.dataset.y
    units = np.array([2.0 ** np.frexp(np.abs(column).max())[1] if column.any() else 1.0 for column in columns])
    columns /= units[:, np.newaxis]
    with np.errstate(all="ignore"):
        if not columns.any():
            return _none(Lowest.PLAIN, float(np.log(2.0)))
        shares = _shares(columns)
        if shares is not None:
            return _line(model, columns, units, shares, sign)
        separated = _separated(model, columns, sign)
        return _point(columns, units, sign, bias=model.bias) if separated is None else _none(separated)


def _none(kind: Lowest, loss: float = np.nan) -> Floor:
    nothing = np.full(2, np.nan)
    return Floor(kind, nothing, nothing, loss, nothing, nothing, nothing)


def _shares(columns: Floats) -> Floats | None:
    """``(2,)`` such that each column is its share of one column, up to rounding; ``None`` if they differ."""
    which = int(np.abs(columns).max(axis=1).argmax())
    base, other = columns[which], columns[1 - which]
    share = float(other @ base / (base @ base))
    if np.abs(other - share * base).max() > _ROUNDING * max(1.0, abs(share)):
        return None
    return np.array([1.0, share]) if which == 0 else np.array([share, 1.0])


def _line(model: Linear, columns: Floats, units: Floats, shares: Floats, sign: Floats) -> Floor:
    """The lowest line where the columns are multiples of one: ``z = s base`` with ``s = share_1 w_1 + share_2 w_2``."""
    base = columns[int(np.abs(shares).argmax())]
    margin = -sign * base
    if not ((margin > 0).any() and (margin < 0).any()):
        return _none(_why(sign, touching=bool((margin == 0).any())))
    size = float(np.sqrt((base**2).mean()))
    (s,), loss, hessian = _newton((base / size)[np.newaxis], sign)
    s /= size
    per_weight = shares * units  # s = per_weight . w
    both = bool((shares != 0).all())
    point = np.where(shares != 0, s / np.where(shares != 0, per_weight, 1.0), 0.0) / (2.0 if both else 1.0)
    direction = np.array([per_weight[1], -per_weight[0]])
    direction = direction / np.abs(direction).max()
    curvature = float(hessian[0, 0]) * size**2
    steepest = curvature * float(per_weight @ per_weight)
    across = 1.0 / np.sqrt(curvature)
    reach = np.where(shares != 0, across / np.where(shares != 0, np.abs(per_weight), 1.0), 1.0)
    kind = Lowest.SAME if both else Lowest.ZERO
    if model.bias and both:
        kind = Lowest.CONSTANT
    found = Floor(kind, point, direction, loss, np.array([0.0, steepest]), reach, across / np.abs(per_weight))
    return found if _usable(found) else _none(Lowest.TOO_FAR)


def _point(columns: Floats, units: Floats, sign: Floats, *, bias: bool) -> Floor:
    """The lowest point, by Newton's method in coordinates in which the columns share nothing."""
    p, q = (1, 0) if bias else tuple(np.argsort(-(columns**2).sum(axis=1), kind="stable"))
    base, other = columns[p], columns[q]
    # other = (first + second) base + rest; twice, so that the rest is clean to the last digit.
    first = float(other @ base / (base @ base))
    rest = other - first * base
    second = float(rest @ base / (base @ base))
    rest = rest - second * base
    sizes = np.array([np.sqrt((rest**2).mean()), np.sqrt((base**2).mean())])
    u, loss, hessian = _newton(np.stack([rest / sizes[0], base / sizes[1]]), sign)
    # z = u0 rest / size0 + u1 base / size1 = wq other + wp base
    wq = u[0] / sizes[0]
    wp = u[1] / sizes[1] - first * wq - second * wq
    point = np.empty(2)
    point[[q, p]] = np.array([wq, wp]) / units[[q, p]]
    to_u = np.array([[sizes[0], 0.0], [sizes[1] * (first + second), sizes[1]]]) * units[[q, p]]  # u = to_u (wq, wp)
    bend = to_u.T @ hessian @ to_u
    determinant = (hessian[0, 0] * hessian[1, 1] - hessian[0, 1] ** 2) * (to_u[0, 0] * to_u[1, 1]) ** 2
    steepest = 0.5 * (bend[0, 0] + bend[1, 1] + np.hypot(bend[0, 0] - bend[1, 1], 2.0 * bend[0, 1]))
    from_u = np.array([[1.0 / sizes[0], 0.0], [-(first + second) / sizes[0], 1.0 / sizes[1]]])
    from_u /= units[[q, p]][:, np.newaxis]
    reach = np.empty(2)
    inverse = np.array([[hessian[1, 1], -hessian[0, 1]], [-hessian[0, 1], hessian[0, 0]]])
    inverse /= hessian[0, 0] * hessian[1, 1] - hessian[0, 1] ** 2
    reach[[q, p]] = np.sqrt(np.einsum("ij,jk,ik->i", from_u, inverse, from_u))
    eigenvalues = np.array([determinant / steepest, steepest])
    narrow = np.empty(2)
    narrow[[q, p]] = 1.0 / np.sqrt(np.diag(bend))
    found = Floor(Lowest.POINT, point, np.full(2, np.nan), loss, eigenvalues, reach, narrow)
    return found if _usable(found) and eigenvalues[0] > 0 else _none(Lowest.TOO_FAR)


def _usable(found: Floor) -> bool:
    numbers = (found.point, found.eigenvalues, found.reach)
    return bool(
        all(np.isfinite(each).all() for each in numbers) and (found.reach > 0).all() and found.reach.max() < 1e300
    )


def _newton(columns: Floats, sign: Floats) -> tuple[Floats, float, Floats]:
    """Where ``mean softplus(sign u . columns)`` is lowest: ``u (k,)``, the loss and the Hessian ``(k, k)`` there."""
    u = np.zeros(len(columns))
    t, left = np.zeros(len(sign)), np.inf
    for _ in range(_ITERATIONS):
        terms, wrong = softplus_and_sigmoid(t)
        loss = float(terms.mean())
        gradient = (columns * (sign * wrong)).mean(axis=1)
        hessian = (columns * (wrong * (1.0 - wrong))) @ columns.T / len(sign)
        if not (np.isfinite(hessian).all() and np.linalg.det(hessian) > 1e-290):
            break
        step = -np.linalg.solve(hessian, gradient)
        if not np.isfinite(step).all():
            break
        there = sign * ((u + step) @ columns)
        while float(softplus(there).mean()) > loss and np.abs(step).max() > 1e-15 * (1.0 + np.abs(u).max()):
            step = step / 2.0
            there = sign * ((u + step) @ columns)
        u, t = u + step, there
        left = float(np.abs(step).max() / (1.0 + np.abs(u).max()))
        if left <= 1e-13:
            break
    if left > 1e-8:
        u = np.full(len(columns), np.nan)  # it has not arrived
    terms, wrong = softplus_and_sigmoid(t)
    return u, float(terms.mean()), (columns * (wrong * (1.0 - wrong))) @ columns.T / len(sign)


def _why(sign: Floats, *, touching: bool) -> Lowest:
    if np.ptp(sign) == 0:
        return Lowest.ONE_CLASS
    return Lowest.TOUCHING if touching else Lowest.SEPARABLE


def _separated(model: Linear, columns: Floats, sign: Floats) -> Lowest | None:
    """Why larger weights are better for ever; ``None`` where they are not."""
    if model.bias:
        x = columns[0]
        zeros, ones = x[sign > 0], x[sign < 0]
        if not (len(zeros) and len(ones)):
            return Lowest.ONE_CLASS
        gap = max(ones.min() - zeros.max(), zeros.min() - ones.max())
        return None if gap < 0 else _why(sign, touching=bool(gap == 0))
    v = (-sign * columns).T
    some = v[v.any(axis=1)]
    angles = np.sort(np.arctan2(some[:, 1], some[:, 0]))
    widest = float(np.diff(angles, append=angles[0] + 2.0 * np.pi).max())
    if widest < np.pi - _SURE:
        return None
    wedge = "narrow" if widest > np.pi + _SURE else _wedge(some)
    return None if wedge == "all" else _why(sign, touching=wedge == "half" or len(some) < len(v))


def _wedge(vectors: Floats) -> str:
    """Whether directions ``(m, 2)`` fit into less than half a turn ("narrow"), just into one ("half"), or not ("all").

    Exact, by fractions: they are taken in one after the other, and the wedge from ``low`` counter-clockwise to ``high``
    that holds them grows.
    """
    exact = [(Fraction(a), Fraction(b)) for a, b in np.unique(vectors, axis=0).tolist()]

    def cross(one: tuple[Fraction, Fraction], two: tuple[Fraction, Fraction]) -> Fraction:
        return one[0] * two[1] - one[1] * two[0]

    def opposite(one: tuple[Fraction, Fraction], two: tuple[Fraction, Fraction]) -> bool:
        return cross(one, two) == 0 and one[0] * two[0] + one[1] * two[1] < 0

    low = high = exact[0]
    line = False  # both directions of one line so far, and nothing beside it
    for v in exact[1:]:
        from_low, from_high = cross(low, v), cross(high, v)
        if line:
            if from_low < 0:
                low, high = high, low
            line = from_low == 0
        elif opposite(low, high):
            if from_low < 0:
                return "all"
        elif cross(low, high) == 0:
            line = opposite(low, v)
            low, high = (v, high) if from_low < 0 else (low, v)
        elif from_low < 0 and from_high > 0:
            return "all"
        elif from_low < 0:
            low = v
        elif from_high > 0:
            high = v
    return "half" if opposite(low, high) else "narrow"
