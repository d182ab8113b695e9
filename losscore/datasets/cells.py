"""Numbers as people and spreadsheets write them, a column at a time: what one cell leaves open, the others decide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

LARGEST = 1e30
_SHOWN = 40  # characters of a wrong value that a sentence repeats
_MISSING = {"", "na", "n/a", "#n/a", "#na", "nan", "null", "none", "?", "-", "–", "—", ".", "missing"}
_BLANKS = re.compile("[\u00a0\u2007\u2009\u202f]")
_MINUS = re.compile("[\u2212\u2012\u2013](?=[0-9.,$€£¥])")  # the dashes that stand for a minus
_GROUPS = {".": ",", ",": "."}  # by the decimal mark, the one that then groups thousands
_NUMBER = {
    decimal: re.compile(
        rf"[+-]?(?:(?:[0-9]+|[1-9][0-9]{{0,2}}(?:([{group}'\u2019 ])[0-9]{{3}}(?:\1[0-9]{{3}})*))(?:[{decimal}][0-9]*)?"
        rf"|[{decimal}][0-9]+)(?:[eE][+-]?[0-9]+)?"
    )
    for decimal, group in _GROUPS.items()
}
_OPEN = re.compile(r"[+-]?[1-9][0-9]{0,2}([.,])[0-9]{3}")  # thousands or a decimal mark: one cell alone cannot tell
_UNIT = re.compile(
    r"(?P<sign>[+-]?)(?P<before>[$€£¥₹₽₩]|[A-Z]{3}(?=[ 0-9]))? ?"
    r"(?P<core>[+-]?[0-9.,](?:[0-9.,'\u2019 ]*[0-9.,])?(?:[eE][+-]?[0-9]+)?) ?"
    r"(?P<after>[%‰$€£¥₹₽₩°]|°?[A-Za-zµ]{1,6}[²³]?)?"
)
_DATE = re.compile(
    r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}([T ].*)?|[0-9]{1,2}([./-])[0-9]{1,2}\2([0-9]{4}|[0-9]{2})( .*)?"
)
_TIME = re.compile(r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?.*")


class Column(NamedTuple):
    """What the cells of a column say.

    Attributes:
        values: a number for each cell, ``None`` where there is none.
        missing: whether each cell says that its value is missing.
        wrong: the first cell that is neither, and a sentence's end about it.
        open: a cell that could be read in two ways, with how it is read; "" where all is certain.
        grouped: whether its mark was taken to group thousands.
        unit: what stands at every number and is left out, such as ``%``.
    """

    values: list[float | None]
    missing: list[bool]
    wrong: tuple[int, str] | None = None
    open: str = ""
    grouped: bool = False
    unit: str = ""

    @property
    def some(self) -> bool:
        """Whether there is any number in it."""
        return any(value is not None for value in self.values)


def is_missing(cell: str) -> bool:
    """Whether a cell says that there is no value."""
    return cell.lower() in _MISSING


def certain_number(cell: str) -> bool:
    """Whether a cell by itself is a number without any unit."""
    core = _MINUS.sub("-", _BLANKS.sub(" ", cell))
    return any(pattern.fullmatch(core) for pattern in _NUMBER.values())


def shown(value: str) -> str:
    """A value as a sentence repeats it."""
    return repr(value if len(value) <= _SHOWN else value[:_SHOWN] + "...")


def decimal_mark(columns: Sequence[Sequence[str]], separator: str) -> str:
    """The decimal mark of the columns whose cells leave it open: that of the others, else what is likelier."""
    found = [_cores(cells)[0] for cells in columns]
    fitting = [{mark for mark in _NUMBER if _fit(cores, mark) == len(cores)} for cores in found if cores]
    certain = {next(iter(marks)) for marks in fitting if len(marks) == 1}
    if len(certain) == 1:
        return certain.pop()
    for cores in found:
        mark = _open_mark(cores)
        if mark:
            return _GROUPS[mark] if _groups(mark, cores, separator) else mark
    return "."


def read_column(cells: Sequence[str], decimal: str = ".") -> Column:
    """The numbers of a column. ``decimal`` is the decimal mark if the cells leave it open."""
    cores, unit = _cores(cells)
    open_mark = _open_mark(cores)
    mark = decimal if open_mark else max(_NUMBER, key=lambda each: (_fit(cores, each), each == "."))
    values: list[float | None] = [None] * len(cells)
    wrong = None
    for i, core in cores.items():
        values[i], fault = _value(cells[i], core, mark)
        if fault and wrong is None:
            other = next((j for j in cores if j != i and _NUMBER[mark].fullmatch(cores[j]) and mark in cores[j]), None)
            if _NUMBER[_GROUPS[mark]].fullmatch(core) and other is not None:
                fault = f"{shown(cells[i])} and {shown(cells[other])} do not have the same decimal mark"
            wrong = (i, fault)
    example = next(core for core in cores.values() if open_mark in core) if open_mark else ""
    return Column(values, [is_missing(cell) for cell in cells], wrong, example, open_mark not in ("", mark), unit)


def _fit(cores: dict[int, str], mark: str) -> int:
    """How many cells are numbers with this decimal mark."""
    return sum(bool(_NUMBER[mark].fullmatch(core)) for core in cores.values())


def _open_mark(cores: dict[int, str]) -> str:
    """The comma or the point of a column, if it could be either: always before three digits; "" otherwise."""
    if not cores or not all(_fit(cores, mark) == len(cores) for mark in _NUMBER):
        return ""
    marks = {found[1] for core in cores.values() if (found := _OPEN.fullmatch(core))}
    return marks.pop() if len(marks) == 1 else ""


def _cores(cells: Sequence[str]) -> tuple[dict[int, str], str]:
    """By the place of each cell that is not missing, its text without spaces and unit; and the unit that all have."""
    plain = {i: _MINUS.sub("-", _BLANKS.sub(" ", cell)) for i, cell in enumerate(cells) if not is_missing(cell)}
    found = {i: _UNIT.fullmatch(cell) for i, cell in plain.items()}
    units = {(match["before"] or "", match["after"] or "") if match else None for match in found.values()}
    unit = units.pop() if len(units) == 1 else None
    if unit is None or unit == ("", ""):
        return plain, ""
    return {i: match["sign"] + match["core"] for i, match in found.items() if match}, " ".join(filter(None, unit))


def _groups(mark: str, cores: dict[int, str], separator: str) -> bool:
    """Whether a comma or a point that always stands before three digits rather groups thousands."""
    if separator == "," and mark == ".":
        return False
    bare = [core for core in cores.values() if mark not in core]
    hundreds = bool(bare) and all(re.fullmatch("[+-]?[0-9]{3}", core) for core in bare)
    return hundreds or (mark == "," and separator != ";")


def _value(cell: str, core: str, mark: str) -> tuple[float | None, str]:
    """The number of a cell, or what is wrong with it."""
    if not _NUMBER[mark].fullmatch(core):
        if _DATE.fullmatch(core):
            return None, f"{shown(cell)} is a date; give a number instead, such as the days since the first one"
        if _TIME.fullmatch(core):
            return None, f"{shown(cell)} is a time; give a number instead, such as the minutes since the first one"
        return None, f"{shown(cell)} is not a number"
    value = float(re.sub(rf"[{_GROUPS[mark]}'\u2019 ]", "", core).replace(mark, "."))
    if not abs(value) <= LARGEST:
        return None, f"{shown(cell)} is not a number between -1e30 and 1e30"
    return value, ""
