"""Labelled examples: the real data under each landscape."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from losscore import checks
from losscore.checks import Floats
from losscore.datasets.table import read_table


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """``n`` examples with ``d`` features each and a label, as read-only arrays.

    Attributes:
        name: what a reader calls it.
        x: features ``(n, d)``, float64, in the units that ``feature_names`` state.
        y: labels ``(n,)``, 0.0 or 1.0.
        feature_names: one per column of ``x``.
        label_names: what 0 and what 1 means.
        source: authors, year, licence.

    Raises:
        ValueError: no example, shapes that do not fit, a number that is not finite, a label outside {0, 1}.
    """

    name: str
    x: Floats
    y: Floats
    feature_names: tuple[str, ...]
    label_names: tuple[str, str] = ("0", "1")
    source: str = ""

    def __post_init__(self) -> None:
        y = checks.labels(self.y).copy()
        x = checks.finite("x", self.x).copy(order="F")  # each feature contiguous: formulas take them one by one
        if x.ndim != 2 or y.shape != x.shape[:1]:
            raise ValueError(f"x must have the shape (n, d) and labels (n,); got {x.shape} and {y.shape}")
        if len(self.feature_names) != x.shape[1]:
            raise ValueError(f"feature_names must name {x.shape[1]} columns; got {self.feature_names!r}")
        for name, array in (("x", x), ("y", y)):
            array.setflags(write=False)
            object.__setattr__(self, name, array)

    def __len__(self) -> int:
        return len(self.y)

    def standardised(self) -> Dataset:
        """The same examples with each feature minus its mean, divided by its population standard deviation (ddof 0).

        Raises:
            ValueError: a feature that has the same value in every row.
        """
        for name, column in zip(self.feature_names, self.x.T, strict=True):
            if np.ptp(column) == 0:
                raise ValueError(
                    f"feature {name!r} has the same value in every row ({column[0]:g}), so it cannot be standardised"
                )
        names = tuple(f"{name} (standardised)" for name in self.feature_names)
        return replace(self, x=(self.x - self.x.mean(axis=0)) / self.x.std(axis=0), feature_names=names)

    @classmethod
    def from_csv(cls, text: str, *, name: str = "Your data", standardise: bool = False) -> Dataset:
        r"""A user's own table: one or two columns of numbers, then a label that is 0 or 1, or one of two class names.

        A heading line is optional. Cells are separated by commas, semicolons or tabs (with the last two, numbers may
        have a decimal comma). Of two class names the first in the alphabet is 0. At most 2,000 rows.

        Args:
            text: the file's content.
            name: what a reader calls the data.
            standardise: whether to shift and scale each feature to mean 0 and standard deviation 1.

        Raises:
            ValueError: with a sentence that names line, column and value, whatever is wrong with the table.

        >>> data = Dataset.from_csv("hours,passed\n0.5,no\n2,no\n3.5,yes\n")
        >>> data.x.ravel().tolist(), data.y.tolist(), data.feature_names, data.label_names
        ([0.5, 2.0, 3.5], [0.0, 0.0, 1.0], ('hours',), ('no', 'yes'))
        """
        table = read_table(text)
        dataset = cls(name, np.array(table.numbers), np.array(table.labels), table.columns, table.classes)
        return dataset.standardised() if standardise else dataset
