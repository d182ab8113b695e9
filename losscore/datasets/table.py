"""Reading a table that a person made: every way of being wrong gets a sentence that names line, column and value."""

from __future__ import annotations

import csv
import math
from typing import NamedTuple

MAX_ROWS = 2000
_SHOWN = 40  # characters of a wrong value that an error repeats


class Table(NamedTuple):
    """Numbers row by row, a label 0.0 or 1.0 for each, the names of the number columns and of the two classes."""

    numbers: list[list[float]]
    labels: list[float]
    columns: tuple[str, ...]
    classes: tuple[str, str]


def read_table(text: str) -> Table:
    """Read one or two columns of numbers and a label; errors as told in `Dataset.from_csv`."""
    rows, separator = _rows(text)
    decimal = "," if separator != "," else "."
    first_line, first = rows[0]
    if not 2 <= len(first) <= 3:
        raise ValueError(
            f"the table must have one or two columns of numbers and then a label; line {first_line} has "
            f"{len(first)} column(s): {_shown(separator.join(first))}"
        )
    heading = all(_number(cell, decimal) is None for cell in first[:-1])
    columns = tuple(cell or f"column {i}" for i, cell in enumerate(first, 1)) if heading else _default(len(first))
    body = rows[1:] if heading else rows
    if not body:
        raise ValueError(f"the table has a heading in line {first_line} but no row of numbers below it")
    if len(body) > MAX_ROWS:
        raise ValueError(f"the table may have at most {MAX_ROWS:,} rows; it has {len(body):,}")
    numbers, names = [], []
    for line, cells in body:
        if len(cells) != len(first):
            found = _shown(separator.join(cells))
            raise ValueError(f"line {line} has {len(cells)} column(s) where {len(first)} are expected: {found}")
        numbers.append(
            [_checked(cell, decimal, line, column) for cell, column in zip(cells[:-1], columns, strict=False)]
        )
        if not cells[-1]:
            raise ValueError(f"line {line}, column {columns[-1]!r}: the label is missing")
        names.append(cells[-1])
    labels, classes = _labels(names, [line for line, _ in body], columns[-1])
    return Table(numbers, labels, columns[:-1], classes)


def _rows(text: str) -> tuple[list[tuple[int, list[str]]], str]:
    """``(line, cells)`` of every line that is not blank, and what separates cells: the sign that the first line has."""
    lines = text.removeprefix("\ufeff").splitlines()
    head = next((line for line in lines if line.strip()), None)
    if head is None:
        raise ValueError("the table is empty: it must have one or two columns of numbers and a label")
    separator = next((sign for sign in "\t;" if sign in head), ",")
    rows = []
    for number, line in enumerate(lines, start=1):
        try:
            cells = next(csv.reader([line], delimiter=separator), [])
        except csv.Error as error:
            raise ValueError(f"line {number} cannot be read as cells of a table ({error}): {_shown(line)}") from None
        if any(cell.strip() for cell in cells):
            rows.append((number, [cell.strip() for cell in cells]))
    if not rows:
        raise ValueError("the table is empty: it must have one or two columns of numbers and a label")
    return rows, separator


def _default(columns: int) -> tuple[str, ...]:
    return ("x", "label") if columns == 2 else ("x1", "x2", "label")


def _number(cell: str, decimal: str) -> float | None:
    """The cell's number, or ``None`` if it is none (`float` alone would take 1_000)."""
    try:
        return float(cell.replace(decimal, ".")) if "_" not in cell else None
    except ValueError:
        return None


def _checked(cell: str, decimal: str, line: int, column: str) -> float:
    value = _number(cell, decimal)
    if value is None:
        found = f"{_shown(cell)} is not a number" if cell else "the number is missing"
        raise ValueError(f"line {line}, column {column!r}: {found}")
    if not math.isfinite(value) or abs(value) > 1e30:
        raise ValueError(f"line {line}, column {column!r}: {_shown(cell)} is not a number between -1e30 and 1e30")
    return value


def _labels(names: list[str], lines: list[int], column: str) -> tuple[list[float], tuple[str, str]]:
    """Labels 0.0 and 1.0 from class names: by value if both are numbers, else by the alphabet."""
    as_number = [_number(name, ".") for name in names]
    if set(as_number) == {0.0, 1.0}:
        return [float(value or 0.0) for value in as_number], ("0", "1")
    classes = sorted(dict.fromkeys(names))
    if len(classes) == 1:
        raise ValueError(
            f"column {column!r}: every label is {_shown(classes[0])}; two classes are needed to tell apart"
        )
    if len(classes) > 2:
        known = list(dict.fromkeys(names))
        line = lines[names.index(known[2])]
        raise ValueError(
            f"line {line}, column {column!r}: {_shown(known[2])} is a third class beside {_shown(known[0])} and "
            f"{_shown(known[1])}; the label must be 0 or 1, or one of two names"
        )
    return [float(classes.index(name)) for name in names], (classes[0], classes[1])


def _shown(value: str) -> str:
    return repr(value if len(value) <= _SHOWN else value[:_SHOWN] + "...")
