"""The data sets that come with the package."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from types import MappingProxyType

import numpy as np

from losscore import checks
from losscore.datasets.dataset import Dataset


@cache
def _table(file: str) -> MappingProxyType[str, tuple[str, ...]]:
    """The columns of a CSV file of the package, by their heading."""
    text = resources.files("losscore").joinpath("data", file).read_text(encoding="utf-8")
    heading, *rows = csv.reader(text.splitlines())
    return MappingProxyType({name: tuple(row[i] for row in rows) for i, name in enumerate(heading)})


def breast_cancer(*features: str) -> Dataset:
    """569 tumours, label 1 = malignant; ``features`` are columns such as ``worst_texture``.

    Each measurement sums up the cell nuclei of one image: a mean, or "worst", the mean of the three largest.

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


def iris(feature: str, species: str, against: str | None = None) -> Dataset:
    """Irises, one length in cm, label 1 = the given species, 0 = another one.

    All 150 flowers, or the 100 of two species if ``against`` names the second.

    Source: Fisher, The Use of Multiple Measurements in Taxonomic Problems, 1936, after Anderson; UCI Machine Learning
    Repository, CC BY 4.0; values as in scikit-learn's copy, which follows Fisher's paper.
    """
    table = _table("iris.csv")
    checks.one_of("feature", feature, [name for name in table if name != "species"])
    every = np.array(table["species"])
    for name, value in (("species", species), ("against", against or species)):
        checks.one_of(name, value, dict.fromkeys(table["species"]))
    rows = (every == species) | (every == against) if against else np.full(len(every), True)
    return Dataset(
        "Iris",
        np.array(table[feature], dtype=np.float64)[rows, np.newaxis],
        (every[rows] == species).astype(np.float64),
        (f"{feature.replace('_', ' ')} in cm",),
        (against or "another species", species),
        "Fisher 1936, after Anderson; UCI, CC BY 4.0",
    )


def band() -> Dataset:
    """150 made points on a line, ones in two bands (-2.6 to -1.4 and 0.4 to 2.8), 4 % of the labels flipped.

    Source: made for this package with a random number generator; CC0.
    """
    table = _table("band.csv")
    x, y = (np.array(table[name], dtype=np.float64) for name in ("x", "y"))
    return Dataset("Two bands", x[:, np.newaxis], y, ("x",), ("outside", "inside"), "made points")


def tiny() -> Dataset:
    """Five made examples, few enough to work out by hand. Source: made for this package; CC0."""
    x = np.array([[-2.0], [-1.0], [0.0], [1.0], [2.0]])
    return Dataset("Five points", x, np.array([0.0, 0.0, 1.0, 0.0, 1.0]), ("x",), source="made points")


def separable() -> Dataset:
    """Five made examples that one threshold separates without a mistake. Source: made for this package; CC0."""
    x = np.array([[-2.0], [-1.0], [0.0], [1.0], [2.0]])
    return Dataset("Five points, separable", x, np.array([0.0, 0.0, 0.0, 1.0, 1.0]), ("x",), source="made points")
