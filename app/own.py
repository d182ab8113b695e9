"""Data of one's own: from the text in a link to a landscape, and back.

The text is a small table: cells between commas, rows between semicolons, the label last. A first row names the columns;
its last cell names what 0 and 1 mean, as ``no|yes``.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from functools import lru_cache

import numpy as np

import losscore as ls
from app.fields import write_number

MOST_ROWS = 600
LONGEST = 9_000  # characters
_UNSAFE = re.compile(r"[,;|\"\r\n\t]+")


def read_data(text: str) -> str:
    """The text of a table as it stands in a link, from that or from a file: numbers and labels checked.

    Raises:
        ValueError: with the engine's sentence that names line, column and value.
    """
    if not text.strip():
        return ""
    return write_data(_dataset(text))


def write_data(data: ls.Dataset) -> str:
    """A data set of one or two features as the text of a link.

    Raises:
        ValueError: more rows or characters than a link's run may carry.
    """
    if len(data) > MOST_ROWS:
        raise ValueError(f"at most {MOST_ROWS} rows can be drawn here; there are {len(data):,}")
    names = [_UNSAFE.sub(" ", name).strip()[:40] or "x" for name in data.feature_names]
    classes = [_UNSAFE.sub(" ", name).strip()[:40] or str(i) for i, name in enumerate(data.label_names)]
    head = [",".join([*names, "|".join(classes)])]
    rows = [
        ",".join([*map(write_number, row), str(int(label))])
        for row, label in zip(data.x.tolist(), data.y.tolist(), strict=True)
    ]
    text = ";".join(head + rows)
    if len(text) > LONGEST:
        raise ValueError(
            f"the table may have at most {LONGEST:,} characters; it has {len(text):,}: fewer rows or fewer digits fit"
        )
    return text


def copy_of(data: ls.Dataset) -> str:
    """The text of a data set whose numbers are cut to four digits: enough to see; to three where four are too long."""

    def cut(digits: int) -> str:
        numbers = [[float(f"{value:.{digits}g}") for value in row] for row in data.x.tolist()]
        return write_data(replace(data, x=np.array(numbers)))

    try:
        return cut(4)
    except ValueError:
        return cut(3)


@lru_cache(maxsize=64)
def problem_of(text: str, *, standardise: bool) -> ls.Problem:
    """The landscape of a text that `read_data` gave. Its name tells it from every other.

    Raises:
        ValueError: a feature that has the same value in every row and therefore cannot be standardised.
    """
    data = _dataset(text)
    made = ls.own_problem(data.standardised() if standardise else data)
    digest = hashlib.sha256(f"{standardise}{text}".encode()).hexdigest()[:20]
    return replace(made, name=f"own-{digest}")


def _dataset(text: str) -> ls.Dataset:
    lines = text if "\n" in text or "\t" in text else text.replace(";", "\n")
    data = ls.Dataset.from_csv(lines)
    classes = tuple(lines.lstrip("\ufeff").split("\n", 1)[0].rsplit(",", 1)[-1].strip().split("|"))
    if data.label_names == ("0", "1") and len(classes) == 2 and all(classes):
        return replace(data, label_names=(classes[0], classes[1]))
    return data
