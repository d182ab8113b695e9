"""A problem: a landscape to walk on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from losscore import checks
from losscore.checks import Window
from losscore.critical import CriticalPoint, LowestLine, critical_points, lowest_line
from losscore.datasets import Dataset
from losscore.surface import Surface

Start = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Problem:
    """A landscape to walk on.

    Attributes:
        name: the key in `PROBLEMS`.
        title: what people read.
        objective: the height.
        window: ``((w1 lo, w1 hi), (w2 lo, w2 hi))``, the part that is shown.
        starts: weights ``(2,)`` of telling starts by name, the first being the usual one.
        teaches: one sentence.
        note: what else an honest reader should know; often empty.
    """

    name: str
    title: str
    objective: Surface
    window: Window
    starts: Mapping[str, Start]
    teaches: str
    note: str = ""

    def __post_init__(self) -> None:
        checks.window(self.window)
        if not self.starts:
            raise ValueError("starts must name at least one start; got starts = {}")
        object.__setattr__(self, "starts", MappingProxyType(dict(self.starts)))

    @property
    def start(self) -> Start:
        """The usual start, ``(2,)``."""
        return next(iter(self.starts.values()))

    @property
    def dataset(self) -> Dataset | None:
        """The examples under the landscape, if there are any."""
        return self.objective.dataset

    @cached_property
    def critical_points(self) -> tuple[CriticalPoint, ...]:
        """Every critical point inside the window, lowest first; found when first asked for."""
        return critical_points(self.objective, self.window)

    @cached_property
    def lowest_line(self) -> LowestLine | None:
        """The line of lowest points, where no single point is lowest but all of a line are; usually ``None``."""
        return lowest_line(self.objective)
