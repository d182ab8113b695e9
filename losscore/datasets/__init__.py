"""Data sets: real measurements, a few made points, and a reader's own table."""

from __future__ import annotations

from losscore.datasets.collection import band, breast_cancer, iris, separable, tiny
from losscore.datasets.dataset import Dataset
from losscore.datasets.table import Note, Table, Ways, read_table
from losscore.lazy import Lazy

# Features as measured; problems standardise them where they say so.
DATASETS: Lazy[Dataset] = Lazy(
    {
        "breast cancer: worst texture, worst smoothness": lambda: breast_cancer("worst_texture", "worst_smoothness"),
        "breast cancer: mean perimeter, mean area": lambda: breast_cancer("mean_perimeter", "mean_area"),
        "breast cancer: mean radius, mean texture": lambda: breast_cancer("mean_radius", "mean_texture"),
        "breast cancer: mean smoothness": lambda: breast_cancer("mean_smoothness"),
        "iris: petal length, versicolor": lambda: iris("petal_length", "versicolor"),
        "iris: petal width, virginica": lambda: iris("petal_width", "virginica", "versicolor"),
        "band": band,
        "tiny": tiny,
        "separable": separable,
    }
)

__all__ = [
    "DATASETS",
    "Dataset",
    "Note",
    "Table",
    "Ways",
    "band",
    "breast_cancer",
    "iris",
    "read_table",
    "separable",
    "tiny",
]
