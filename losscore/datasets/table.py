"""Reading a table that a person made: as it is meant, with a sentence wherever it could be meant otherwise.

Every way of being wrong gets a sentence that names line, column and value.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from losscore.datasets.cells import Column, certain_number, decimal_mark, is_missing, read_column, shown
from losscore.datasets.classes import key, ordered

MAX_ROWS = 2000
_NO_TABLE = "the table is empty: it must have one or two columns of numbers and a label"
_OTHER_FILES = {  # by how they begin
    r"PK\x03\x04": "this is an Excel workbook or a zip file: save the sheet as CSV, or copy its cells and paste them",
    r"\xd0\xcf\x11\xe0": "this is an old Excel workbook: save the sheet as CSV, or copy its cells and paste them",
    "%PDF-": "this is a PDF file: copy its table into a spreadsheet, and from there paste the cells",
    r"\{\\rtf": "this is a text document with formatting: save it as plain text or CSV",
    r"<(!|\?|[a-zA-Z][a-zA-Z0-9]*[\s>])": (
        "this is a web page or an XML file: copy the table's cells from where it is shown, and paste them"
    ),
}
_INDEX_NAMES = {"", "index", "id", "nr", "no", "#", "row", "obs", "observation", "case", "unnamed: 0", "rownames"}
_SPACED = re.compile(r"[+-]?[0-9]+(,[0-9]+)?")  # a number with a decimal comma, where blanks separate the cells
_LINES = 6  # that a sentence names
_NAMED_CLASSES = re.compile(r"[^|]+\|[^|]+")


@dataclass(frozen=True, slots=True)
class Ways:
    """How a table is read where it leaves a choice; ``None``: as the table itself suggests.

    Attributes:
        features: the columns of the features, counted from 0.
        label: the column of the label.
        one: the name of the class that is 1.
        decimal: the decimal mark, where all numbers of a column could have either, such as 1,299.
        plain: whether nothing is guessed: every column but the last is a feature, no row is left out, and two class
            names are ordered by the alphabet.
    """

    features: tuple[int, ...] | None = None
    label: int | None = None
    one: str | None = None
    decimal: str | None = None
    plain: bool = False


class Note(NamedTuple):
    """A sentence on how a table was read; where it can be read otherwise also what that is called, and the ways."""

    sentence: str
    otherwise: str = ""
    ways: Ways | None = None


class Table(NamedTuple):
    """A table as it was read.

    Attributes:
        numbers: row by row.
        labels: 0.0 or 1.0 for each row.
        columns: the names of the features.
        classes: the names of the two classes, 0 first.
        names: of all columns.
        usable: the columns that can be features, counted from 0.
        binary: those that can be the label.
        features, label: which columns were taken.
        notes: how it was read.
    """

    numbers: list[list[float]]
    labels: list[float]
    columns: tuple[str, ...]
    classes: tuple[str, str]
    names: tuple[str, ...]
    usable: tuple[int, ...]
    binary: tuple[int, ...]
    features: tuple[int, ...]
    label: int
    notes: tuple[Note, ...]


class _Sheet(NamedTuple):
    """The cells below the heading, column by column, with the line of each row."""

    names: tuple[str, ...]
    heading: bool
    lines: list[int]
    cells: list[list[str]]
    separator: str
    classes: tuple[str, str] | None  # as the heading names them, "no|yes"


def read_table(text: str, ways: Ways = Ways()) -> Table:
    """Read one or two columns of numbers and a label; errors as told in `Dataset.from_csv`."""
    try:
        return _read(text, ways)
    except ValueError:
        # Only now, since the name of a column may begin as another file does.
        begins = text.removeprefix("\ufeff").lstrip()
        other = next((sentence for sign, sentence in _OTHER_FILES.items() if re.match(sign, begins)), "")
        if not other or ways.plain:
            raise
        raise ValueError(other) from None


def _read(text: str, ways: Ways) -> Table:
    sheet = _sheet(text, ways)
    if sheet.classes:
        ways = replace(ways, plain=True)
    columns = _columns(sheet, ways)
    notes: list[Note] = []
    label = _label(sheet, columns, ways, notes)
    usable = tuple(i for i, column in enumerate(columns) if i != label and (column.some or ways.plain))
    features = _features(sheet, columns, usable, label, ways, notes)
    for i in features:
        _complain(sheet, columns, i)
    kept = _kept(sheet, columns, features, label, ways, notes)
    for i in features:
        _told(sheet.names[i], columns[i], ways, notes)
    labels, classes = _labels(sheet, kept, label, ways, notes)
    two = (i for i, column in enumerate(columns) if _variety(sheet.cells[i], column) == 2)
    binary = (label,) if ways.plain else tuple(two)
    return Table(
        [[columns[i].values[row] or 0.0 for i in features] for row in kept],
        labels,
        tuple(sheet.names[i] for i in features),
        classes,
        sheet.names,
        usable,
        binary,
        features,
        label,
        tuple(notes),
    )


def _sheet(text: str, ways: Ways) -> _Sheet:
    text = text.removeprefix("\ufeff")
    if "\x00" in text:
        raise ValueError("this is not the text of a table but a file of another kind: save it as CSV")
    rows, separator = _rows(text)
    rows = _trimmed(rows)
    first_line, first = rows[0]
    heading = _is_heading(rows, plain=ways.plain)
    rows = _even(rows, separator, heading=heading)
    names = rows[0][1] if heading else []
    wide = len(rows[0][1])
    if wide < 2 or (ways.plain and wide > 3):
        raise ValueError(
            f"the table must have one or two columns of numbers and then a label; line {first_line} has "
            f"{_many(first)}: {shown(separator.join(first))}"
        )
    if heading:
        rows = rows[1:]
        if not rows:
            raise ValueError(f"the table has a heading in line {first_line} but no row of numbers below it")
    if len(rows) > MAX_ROWS:
        raise ValueError(f"the table may have at most {MAX_ROWS:,} rows; it has {len(rows):,}")
    cells = [[row[i] for _, row in rows] for i in range(wide)]
    classes = None
    if heading and _NAMED_CLASSES.fullmatch(names[-1]) and set(cells[-1]) <= {"0", "1"}:
        zero, one = names[-1].split("|")
        if zero.strip() and one.strip():
            classes = (zero.strip(), one.strip())
    known = _apart([name or f"column {i}" for i, name in enumerate(names, 1)] or _default(wide))
    return _Sheet(known, heading, [line for line, _ in rows], cells, separator, classes)


def _rows(text: str) -> tuple[list[tuple[int, list[str]]], str]:
    """``(line, cells)`` of every line that is not blank, and what separates cells."""
    lines = re.split("\r\n|\r|\n", text)
    said = re.fullmatch(r'"?sep=(.)"?\s*', lines[0], flags=re.IGNORECASE)
    if said:  # a line by which Excel tells and is told the separator
        lines[0] = ""
    head = next((line for line in lines if line.strip()), None)
    if head is None:
        raise ValueError(_NO_TABLE)
    present = [sign for sign in "\t;," if sign in head]
    blanks = None if said else _between_blanks(lines) if not present else _spaced(lines) if present == [","] else None
    if blanks:
        return blanks, " "
    tried: list[tuple[list[tuple[int, list[str]]], str]] = []
    fault = ValueError(_NO_TABLE)
    for sign in [said[1]] if said else present or [","]:
        try:
            rows = _split(lines, sign)
        except ValueError as error:
            fault = error
            continue
        if rows:
            tried.append((rows, sign))
    if not tried:
        raise fault
    return next((each for each in tried if len({len(cells) for _, cells in each[0]}) == 1), tried[0])


def _between_blanks(lines: list[str]) -> list[tuple[int, list[str]]] | None:
    """The cells of lines in which blanks separate them, if they are equally many; the heading may have one less."""
    try:
        rows = _split([" ".join(line.split()) for line in lines], " ")
    except ValueError:
        return None
    wide = {len(cells) for _, cells in rows[1:] or rows}
    return rows if len(wide) == 1 and 1 < wide.pop() <= len(rows[0][1]) + 1 else None


def _spaced(lines: list[str]) -> list[tuple[int, list[str]]] | None:
    """The cells of lines of numbers with decimal commas that blanks separate."""
    rows = [(number, line.split()) for number, line in enumerate(lines, start=1) if line.strip()]
    numbers = all(_SPACED.fullmatch(cell) for _, cells in rows[1:] for cell in cells)
    # A blank that always stands before three digits groups thousands, and commas separate the cells.
    numbers &= not all(re.fullmatch("[0-9]{3}(,.*)?", cell) for _, cells in rows[1:] for cell in cells[1:])
    return rows if numbers and len({len(cells) for _, cells in rows}) == 1 < len(rows[0][1]) else None


def _split(lines: list[str], separator: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader((line + "\n" for line in lines), delimiter=separator, strict=True, skipinitialspace=True)
    rows: list[tuple[int, list[str]]] = []
    before = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return rows
        except csv.Error as error:
            line = before + 1
            if "end of data" in str(error) or "expected after" in str(error):
                raise ValueError(
                    f"line {line} has a quotation mark without its partner: {shown(lines[before])}"
                ) from None
            raise ValueError(
                f"line {line} cannot be read as cells of a table ({error}): {shown(lines[before])}"
            ) from None
        if any(cell.strip() for cell in cells):
            rows.append((before + 1, [cell.strip() for cell in cells]))
        before = reader.line_num


def _is_heading(rows: Sequence[tuple[int, list[str]]], *, plain: bool) -> bool:
    """Whether the first row names the columns: no name begins with a digit, and the last is no label of a row below.

    Where the last names the classes, as "no|yes" above 0 and 1, the others may be called anything.
    """
    first = rows[0][1]
    features, label = first[:-1], first[-1]
    if _NAMED_CLASSES.fullmatch(label) and {cells[-1] for _, cells in rows[1:]} == {"0", "1"}:
        return True
    if any(certain_number(cell) for cell in features):
        return False
    if plain and all(features):
        return True
    if any(re.match("[$€£¥+−-]?[.,]?[0-9]", cell) for cell in features):
        return False
    below = {key(cells[-1]) for _, cells in rows[1:]}
    return key(label) not in below and not (all(map(is_missing, features)) and certain_number(label))


def _trimmed(rows: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """The rows without the cells behind the last one that any row fills."""
    most = max(_filled(cells) for _, cells in rows)
    return [(line, cells[:most]) for line, cells in rows]


def _filled(cells: list[str]) -> int:
    return max(i for i, cell in enumerate(cells, 1) if cell)


def _even(rows: list[tuple[int, list[str]]], separator: str, *, heading: bool) -> list[tuple[int, list[str]]]:
    """The rows with equally many cells; a heading with one name less, as R writes it, gets an empty one."""
    first = rows[0][1]
    most = max(len(cells) for _, cells in rows)
    shifted = (
        heading
        and separator != ","  # where one comma too much is rather a decimal mark
        and _filled(first) + 1 == most
        and all(len(cells) >= most for _, cells in rows[1:])
    )
    if shifted:
        rows = [(rows[0][0], ["", *first]), *rows[1:]]
    wide = most if shifted or len(first) >= most else len(first)
    for line, cells in rows:
        if len(cells) < wide or any(cells[wide:]):
            comma = "; numbers with a decimal comma need semicolons between the cells" if separator == "," else ""
            found = shown(separator.join(cells))
            raise ValueError(f"line {line} has {_many(cells)} where {wide} are expected: {found}{comma}")
    return [(line, cells[:wide]) for line, cells in rows]


def _many(cells: list[str]) -> str:
    return f"{len(cells)} column{'' if len(cells) == 1 else 's'}"


def _default(columns: int) -> list[str]:
    return ["x", "label"] if columns == 2 else [*(f"x{i}" for i in range(1, columns)), "label"]


def _apart(names: list[str]) -> tuple[str, ...]:
    """Names of which no two are the same: the later of two gets a number."""
    apart: list[str] = []
    for name in names:
        number = 2
        known = name
        while known in apart:
            known, number = f"{name} ({number})", number + 1
        apart.append(known)
    return tuple(apart)


def _columns(sheet: _Sheet, ways: Ways) -> list[Column]:
    literal = "." if sheet.separator == "," else ","
    decimal = ways.decimal or (literal if ways.plain else decimal_mark(sheet.cells, sheet.separator))
    return [read_column(cells, decimal) for cells in sheet.cells]


def _label(sheet: _Sheet, columns: list[Column], ways: Ways, notes: list[Note]) -> int:
    """The column of the label: the last, or else the only one with two values, if the last is one of numbers."""
    last = len(columns) - 1
    if ways.label is not None and 0 <= ways.label <= last and not ways.plain:
        return ways.label
    if ways.plain or _variety(sheet.cells[last], columns[last]) <= 2 or columns[last].wrong:
        return last
    others = [i for i in range(last) if _variety(sheet.cells[i], columns[i]) == 2]
    if len(others) != 1:
        return last
    name = sheet.names[others[0]]
    notes.append(Note(f"The label is column “{name}”, the only one with two values."))
    return others[0]


def _variety(cells: list[str], column: Column) -> int:
    """How many different values a column has."""
    if column.some and not column.wrong:
        return len({value for value in column.values if value is not None})
    return len({key(cell) for cell in cells if not is_missing(cell)})


def _features(
    sheet: _Sheet, columns: list[Column], usable: tuple[int, ...], label: int, ways: Ways, notes: list[Note]
) -> tuple[int, ...]:
    """The one or two columns of the features."""
    if ways.plain and ways.features is None:
        return usable
    chosen = tuple(i for i in dict.fromkeys(ways.features or ()) if i in usable)[:2]
    rest = list(usable)
    if not rest:
        other = next(i for i in range(len(columns)) if i != label)
        _complain(sheet, columns, other)
        raise ValueError(f"column {sheet.names[other]!r} has no number in any row; the first is line {sheet.lines[0]}")
    if not ways.plain:
        for i, column in enumerate(columns):
            if i == label or i in usable:
                continue
            fault = column.wrong[1] if column.wrong else ""
            what = next(
                (f"{kind}s, not numbers," for kind in ("date", "time") if f" is a {kind}" in fault), "no numbers"
            )
            holds = "is empty" if all(column.missing) else f"holds {what}"
            notes.append(Note(f"Column “{sheet.names[i]}” {holds} and is left out."))
        rest = _without_index(sheet, columns, rest, chosen, ways, notes)
    if chosen:
        return chosen
    if len(sheet.names) > 3:
        rest = [i for i in rest if not columns[i].wrong] or rest
    if len(rest) > 2:
        left = ", ".join(f"“{sheet.names[i]}”" for i in rest[2:])
        two = " and ".join(f"“{sheet.names[i]}”" for i in rest[:2])
        notes.append(Note(f"Two features can be used: these are {two}, without {left}."))
    return tuple(rest[:2])


def _complain(sheet: _Sheet, columns: list[Column], which: int) -> None:
    """Refuse a column in which something is no number."""
    if found := columns[which].wrong:
        row, fault = found
        hint = "" if row or sheet.heading else "; if this line names the columns, no name may begin with a digit"
        raise ValueError(f"line {sheet.lines[row]}, column {sheet.names[which]!r}: {fault}{hint}")


def _without_index(
    sheet: _Sheet, columns: list[Column], rest: list[int], chosen: tuple[int, ...], ways: Ways, notes: list[Note]
) -> list[int]:
    """The columns without a first one that only counts the rows; a sentence about it, and how to read it otherwise."""
    if rest[0] != 0 or len(rest) < 2:
        return rest
    name = sheet.names[0]
    values = columns[0].values
    ids = all(value is not None and value.is_integer() for value in values) and len(set(values)) == len(values)
    unnamed = sheet.heading and name in ("column 1", "Unnamed: 0") and ids
    counts = len(sheet.lines) >= 3 and any(values == [float(i) for i in range(a, a + len(sheet.lines))] for a in (0, 1))
    if not (unnamed or counts):
        return rest
    what = "The first column" if unnamed or not sheet.heading else f"Column “{name}”"
    alike = unnamed or not sheet.heading or key(name) in _INDEX_NAMES
    with_it = chosen or tuple(rest[:2])
    without = tuple(i for i in chosen if i != 0) or tuple(rest[1:3])
    if 0 in chosen or (not chosen and not alike):
        what += " counts the rows" if counts else " has no name"
        notes.append(Note(f"{what}; it is taken as a feature.", "Leave it out", replace(ways, features=without)))
        return rest
    taken = (0, *with_it[:1]) if 0 not in with_it else with_it
    what += " only counts the rows" if counts else " has no name"
    notes.append(Note(f"{what}, so it is left out.", "Take it as a feature", replace(ways, features=taken)))
    return rest[1:]


def _kept(
    sheet: _Sheet, columns: list[Column], features: tuple[int, ...], label: int, ways: Ways, notes: list[Note]
) -> list[int]:
    """The rows in which nothing is missing; a sentence about the others."""
    lacking = []
    for row, line in enumerate(sheet.lines):
        empty = [i for i in features if columns[i].values[row] is None]
        if is_missing(sheet.cells[label][row]) and (not ways.plain or not sheet.cells[label][row]):
            empty.append(label)
        if empty and ways.plain:
            cell, name = sheet.cells[empty[0]][row], sheet.names[empty[0]]
            what = f"{shown(cell)} is not a number" if cell else "the number is missing"
            raise ValueError(f"line {line}, column {name!r}: {'the label is missing' if empty[0] == label else what}")
        if empty:
            lacking.append(row)
    if not lacking:
        return list(range(len(sheet.lines)))
    kept = [row for row in range(len(sheet.lines)) if row not in set(lacking)]
    lines = [sheet.lines[row] for row in lacking]
    if not kept:
        raise ValueError(f"no row has a value in every column that is used; the first is line {lines[0]}")
    many = "1 row has" if len(lines) == 1 else f"{len(lines)} rows have"
    verb = "is" if len(lines) == 1 else "are"
    notes.append(Note(f"{many} a missing value and {verb} left out: {_these(lines)}."))
    return kept


def _these(lines: list[int]) -> str:
    if len(lines) == 1:
        return f"line {lines[0]}"
    if len(lines) > _LINES:
        return f"lines {', '.join(map(str, lines[:_LINES]))} and {len(lines) - _LINES} more"
    return f"lines {', '.join(map(str, lines[:-1]))} and {lines[-1]}"


def _told(name: str, column: Column, ways: Ways, notes: list[Note]) -> None:
    """Sentences on what the cells of a feature left open."""
    if column.open and not ways.plain:
        mark = "comma" if "," in column.open else "point"
        bare = column.open.translate({ord(each): None for each in ".,"})
        decimal = column.open.replace(",", ".")
        as_read, otherwise = (bare, decimal) if column.grouped else (decimal, bare)
        means = f"the {mark} groups thousands" if column.grouped else f"the {mark} is a decimal mark"
        notes.append(
            Note(
                f"“{column.open}” in column “{name}” is read as {as_read}: {means}.",
                f"Read it as {otherwise}",
                replace(ways, decimal="," if (mark == "comma") == column.grouped else "."),
            )
        )
    if column.unit:
        notes.append(Note(f"“{column.unit}” in column “{name}” is left out of its numbers."))


def _labels(
    sheet: _Sheet, kept: list[int], label: int, ways: Ways, notes: list[Note]
) -> tuple[list[float], tuple[str, str]]:
    """Labels 0.0 and 1.0, and the names of the two classes."""
    column = sheet.names[label]
    cells = [sheet.cells[label][row] for row in kept]
    if sheet.classes:
        labels = [float(cell) for cell in cells]
        if len(set(labels)) == 1:
            raise _alone(column, cells, notes)
        names = sheet.classes
    else:
        labels, names = _found(sheet, cells, kept, column, ways, notes)
    if ways.one is not None and ways.one == names[0] != names[1]:
        return [1.0 - value for value in labels], (names[1], names[0])
    return labels, names


def _found(
    sheet: _Sheet, cells: list[str], kept: list[int], column: str, ways: Ways, notes: list[Note]
) -> tuple[list[float], tuple[str, str]]:
    """Labels and class names by what stands in the cells."""
    read = read_column(cells)
    numeric = not read.wrong and not read.unit and all(value is not None for value in read.values)
    zero_one = numeric and set(read.values) == {0.0, 1.0}
    known: dict[object, str] = {}
    said: list[object] = []
    for cell, value in zip(cells, read.values, strict=True):
        same: object = value if zero_one or (numeric and not ways.plain) else cell if ways.plain else key(cell)
        known.setdefault(same, cell)
        said.append(same)
        if len(known) == 3:
            first, second, third = known.values()
            raise ValueError(
                f"line {sheet.lines[kept[len(said) - 1]]}, column {column!r}: {shown(third)} is a third class beside "
                f"{shown(first)} and {shown(second)}; the label must be 0 or 1, or one of two names"
            )
    if len(known) == 1:
        raise _alone(column, cells, notes)
    if zero_one:
        return [float(value or 0.0) for value in read.values], ("0", "1")
    spellings = [f"“{name}” and “{cell}”" for name, cell in _spellings(known, cells, said)] if not numeric else []
    if spellings:
        notes.append(Note(f"Only capitals or blanks tell {', '.join(spellings)} apart: they are taken as one class."))
    one, other = known.values()
    numbers = [value if isinstance(value, float) else None for value in known]
    pair = (one, other) if one < other else (other, one)
    names = pair if ways.plain else ordered(one, other, numbers)
    of_one = next(same for same, name in known.items() if name == names[1])
    return [float(same == of_one) for same in said], names


def _spellings(known: dict[object, str], cells: list[str], said: list[object]) -> list[tuple[str, str]]:
    """Each class name, with the first of its cells that is written otherwise."""
    found = []
    for same, name in known.items():
        others = [cell for cell, its in zip(cells, said, strict=True) if its == same and cell != name]
        found += [(name, other) for other in others[:1]]
    return found


def _alone(column: str, cells: list[str], notes: list[Note]) -> ValueError:
    """The refusal of a table with one class."""
    other = next((f" (or {shown(cell)})" for cell in cells if cell != cells[0]), "")
    left_out = "".join(f"; {note.sentence.removesuffix('.')}" for note in notes if "missing value" in note.sentence)
    return ValueError(
        f"column {column!r}: every label is {shown(cells[0])}{other}; two classes are needed to tell apart{left_out}"
    )
