"""An exercise: what is asked, what is right, which wrong values tell a mistake, and how it is solved.

Texts are Markdown as `app.kit.text` reads it. Values are a tuple, one for each field of the answer; an exercise with
options has one value, the number of the right option from 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from app.practice.levels import Picture
from app.practice.plots import Map, Plot

Values = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong answer that tells what went wrong.

    Attributes:
        kind: its name: sign, log10, log2, swapped, complement, sum, percent, ...
        values: what this mistake comes to, one for each field; ``None`` where any value will do.
        sentence: what to say to whoever made it.
        tolerances: how far off still counts; by default as for a right answer of that size.
    """

    kind: str
    values: tuple[float | None, ...]
    sentence: str
    tolerances: Values | None = None

    def tolerance(self, index: int) -> float:
        """How far off still counts in one field."""
        value = self.values[index]
        return self.tolerances[index] if self.tolerances else tolerance(value or 0.0)


@dataclass(frozen=True, slots=True)
class Exercise:
    """One problem of the practice page.

    Attributes:
        name: as it stands in the address: a slug, or a number in the seed's sequence.
        kind: which maker it comes from.
        title: what people read above it.
        ask: the question.
        labels: one for each field of the answer.
        values: the right answer.
        tolerances: how far off still counts.
        mistakes: none of them near the right answer or near another one.
        hint: what to think of.
        solution: line by line.
        options: to choose from, instead of fields to write into.
        table: rows of cells, the first row being the header.
        picture: level lines to read from.
        otherwise: what to say of a wrong answer that no mistake explains, by its values; empty for nothing.
        stage: what the stage shows, and where an answer lands on it; ``None`` where the stage shows the picture.
    """

    name: str
    kind: str
    title: str
    ask: str
    labels: tuple[str, ...]
    values: Values
    tolerances: Values
    mistakes: tuple[Mistake, ...]
    hint: str
    solution: tuple[str, ...]
    options: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    picture: Picture | None = None
    otherwise: Callable[[Sequence[float]], str] | None = field(default=None, compare=False)
    stage: Plot | Map | None = field(default=None, compare=False)


def tolerance(value: float) -> float:
    """How far from a value a sensibly rounded answer may lie: two decimals, or half a per cent where that is more.

    Small values want two digits that count: 0.0513 may be given as 0.05, not as 0.06.
    """
    return max(min(0.005, 0.05 * abs(value)), 0.005 * abs(value)) + 1e-9


def telling(values: Values, tolerances: Values, mistakes: Iterable[Mistake]) -> tuple[Mistake, ...]:
    """Those mistakes that can be told from the right answer, also with its sign turned, and from those before them."""
    kept: list[Mistake] = []
    right = Mistake("right", values, "", tolerances)
    for mistake in mistakes:
        if not any(_overlap(mistake, other) for other in (right, *kept)):
            kept.append(mistake)
    return tuple(kept)


def _overlap(one: Mistake, other: Mistake) -> bool:
    """Whether an answer could be taken for either. A little room between them keeps rounding honest."""
    return all(
        a is None or b is None or abs(a - b) <= 1.2 * (one.tolerance(i) + other.tolerance(i))
        for i, (a, b) in enumerate(zip(one.values, other.values, strict=True))
    )
