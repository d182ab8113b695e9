"""Labelled examples: the real data under each landscape."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from importlib import resources

import numpy as np

from losscore import checks
from losscore.checks import Floats


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
        x = checks.finite("x", self.x).copy()
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
        """The same examples with each feature minus its mean, divided by its population standard deviation (ddof 0)."""
        spread = self.x.std(axis=0)
        if (spread == 0).any():
            flat = self.feature_names[int(np.argmin(spread))]
            raise ValueError(f"feature {flat!r} has the same value in every row, so it cannot be standardised")
        names = tuple(f"{name} (standardised)" for name in self.feature_names)
        return replace(self, x=(self.x - self.x.mean(axis=0)) / spread, feature_names=names)


def _table(file: str) -> dict[str, list[str]]:
    """The columns of a CSV file of the package, by their heading."""
    text = resources.files("losscore").joinpath("data", file).read_text(encoding="utf-8")
    heading, *rows = csv.reader(text.splitlines())
    return {name: [row[i] for row in rows] for i, name in enumerate(heading)}


def breast_cancer(*features: str) -> Dataset:
    """569 tumours, label 1 = malignant; ``features`` are columns such as ``worst_texture``.

    Source: Wolberg, Mangasarian, Street, Street: Breast Cancer Wisconsin (Diagnostic), UCI Machine Learning
    Repository, 1993, CC BY 4.0; values as in scikit-learn's copy.
    """
    table = _table("breast_cancer.csv")
    for feature in features:
        checks.one_of("features", feature, table)
    return Dataset(
        "Breast cancer",
        np.column_stack([np.array(table[feature], dtype=np.float64) for feature in features]),
        np.array(table["malignant"], dtype=np.float64),
        tuple(feature.replace("_", " ") for feature in features),
        ("benign", "malignant"),
        "Wolberg, Mangasarian, Street and Street: Breast Cancer Wisconsin (Diagnostic), UCI, 1993, CC BY 4.0",
    )


def iris(feature: str, species: str) -> Dataset:
    """150 irises, one length in cm, label 1 = the given species, 0 = one of the other two.

    Source: Fisher, The Use of Multiple Measurements in Taxonomic Problems, 1936, after Anderson; UCI Machine Learning
    Repository, CC BY 4.0; values as in scikit-learn's copy, which follows Fisher's paper.
    """
    table = _table("iris.csv")
    checks.one_of("feature", feature, table)
    checks.one_of("species", species, dict.fromkeys(table["species"]))
    return Dataset(
        "Iris",
        np.array(table[feature], dtype=np.float64)[:, np.newaxis],
        np.array([name == species for name in table["species"]], dtype=np.float64),
        (f"{feature.replace('_', ' ')} in cm",),
        ("another species", species),
        "Fisher 1936, after Anderson; UCI, CC BY 4.0",
    )
