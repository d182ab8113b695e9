"""Labelled examples: the real data under each landscape."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from losscore import checks
from losscore.checks import Floats
from losscore.datasets.table import Ways, read_table

_SAME = 1e-12  # of a column's largest value: a range below it is rounding, as in 0.1 + 0.2 beside 0.3


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
        notes: how its table was read, a sentence each, where it could have been read otherwise.

    Raises:
        ValueError: no example, shapes that do not fit, a number that is not finite, a label outside {0, 1}.
    """

    name: str
    x: Floats
    y: Floats
    feature_names: tuple[str, ...]
    label_names: tuple[str, str] = ("0", "1")
    source: str = ""
    notes: tuple[str, ...] = ()

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
            ValueError: a feature that has the same value in every row, up to rounding.
        """
        for name, column in zip(self.feature_names, self.x.T, strict=True):
            if np.ptp(column) <= _SAME * np.abs(column).max():
                rounding = "" if np.ptp(column) == 0 else " up to rounding"
                raise ValueError(
                    f"feature {name!r} has the same value in every row{rounding} ({column[0]:g}), so it cannot be "
                    "standardised"
                )
        names = tuple(f"{name} (standardised)" for name in self.feature_names)
        return replace(self, x=(self.x - self.x.mean(axis=0)) / self.x.std(axis=0), feature_names=names)

    @classmethod
    def from_csv(
        cls,
        text: str,
        *,
        name: str = "Your data",
        standardise: bool = False,
        ways: Ways = Ways(),  # noqa: B008 - it is frozen
    ) -> Dataset:
        r"""A user's own table: one or two columns of numbers and a label that is 0 or 1, or one of two class names.

        Cells are separated by commas, semicolons, tabs or blanks; a heading line is optional, and decimal commas,
        groups of thousands and units are read. Two class names are ordered by their meaning where it is known (no,
        yes), as numbers (-1, 1), or by the alphabet; a heading such as ``no|yes`` over labels 0 and 1 names them. Rows
        with a missing value are left out, and so is a first column that counts the rows. `notes` tell of all such
        decisions, ``ways`` take them otherwise. At most 2,000 rows.

        Args:
            text: the file's content.
            name: what a reader calls the data.
            standardise: whether to shift and scale each feature to mean 0 and standard deviation 1.
            ways: how to read what could be read in several ways.

        Raises:
            ValueError: with a sentence that names line, column and value, whatever is wrong with the table.

        >>> data = Dataset.from_csv("hours,passed\n0.5,no\n2,no\n3.5,yes\n")
        >>> data.x.ravel().tolist(), data.y.tolist(), data.feature_names, data.label_names
        ([0.5, 2.0, 3.5], [0.0, 0.0, 1.0], ('hours',), ('no', 'yes'))
        """
        table = read_table(text, ways)
        notes = tuple(note.sentence for note in table.notes)
        numbers, labels = np.array(table.numbers), np.array(table.labels)
        dataset = cls(name, numbers, labels, table.columns, table.classes, notes=notes)
        return dataset.standardised() if standardise else dataset
