"""Problems: a data set, a model and a window that show one idea each. A problem is built when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import pi

from losscore import checks
from losscore.checks import Window
from losscore.critical import CriticalPoint, critical_points
from losscore.datasets import breast_cancer, iris
from losscore.models import MODELS
from losscore.objective import Objective


@dataclass(frozen=True, eq=False)
class Problem:
    """A landscape to walk on.

    Attributes:
        name: the key in `PROBLEMS`.
        title: what people read.
        objective: the height.
        window: ``((w1 lo, w1 hi), (w2 lo, w2 hi))``, the part that is shown.
        start: weights ``(2,)`` of a telling start.
        teaches: one sentence.
    """

    name: str
    title: str
    objective: Objective
    window: Window
    start: tuple[float, float]
    teaches: str

    def __post_init__(self) -> None:
        checks.window(self.window)

    @cached_property
    def critical_points(self) -> tuple[CriticalPoint, ...]:
        """Every critical point inside the window, lowest first; found when first asked for."""
        return critical_points(self.objective, self.window)


def _bowl() -> Problem:
    return Problem(
        name="bowl",
        title="Bowl",
        objective=Objective(breast_cancer("worst_texture", "worst_smoothness").standardised(), MODELS["plane"]),
        window=((-4.0, 6.0), (-4.0, 6.0)),
        start=(-3.0, 4.0),
        teaches="One round valley: whatever the start, downhill leads to the same lowest point.",
    )


def _trap() -> Problem:
    measured = iris("petal_length", "versicolor")
    return Problem(
        name="trap",
        title="Trap",
        objective=Objective(measured.standardised(), MODELS["sine"]),
        window=((-1.0, 4.5), (-pi, pi)),
        start=(-0.44, -0.27),
        teaches="Several valleys: where you end depends on where you start and on how boldly you step.",
    )


class _Problems(Mapping[str, Problem]):
    """A dictionary whose values are made on first use, and then kept."""

    def __init__(self, makers: dict[str, Callable[[], Problem]]) -> None:
        self._makers = makers
        self._made: dict[str, Problem] = {}

    def __getitem__(self, name: str) -> Problem:
        if name not in self._made:
            self._made[name] = self._makers[name]()
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


PROBLEMS: Mapping[str, Problem] = _Problems({"trap": _trap, "bowl": _bowl})
