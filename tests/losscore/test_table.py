"""Tables as people and spreadsheets write them: the same numbers, or a sentence with another way to read them."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import losscore as ls
from losscore.datasets import Ways, read_table

# What each table holds is what pandas.read_csv or Excel makes of it; the weights and losses are by mpmath (Newton's
# method with 60 digits on centred data), that of +1 and -1 by scikit-learn 1.9.1 (LogisticRegression without penalty).
THOUSANDS = "income\tbought\n1,299\t0\n2,450\t1\n980\t0\n3,100\t1\n2,200\t0\n1,900\t1\n"
PLUS_MINUS = "x,y\n1,+1\n2,+1\n3,-1\n4,+1\n5,-1\n6,-1\n"
JA_NEIN = "score,bestanden\n1,nein\n2,nein\n3,ja\n2.5,nein\n4,ja\n2.2,ja\n"
INDEX = ",hours,passed\n0,0.5,0\n1,1.5,0\n2,2.5,1\n3,1.0,1\n4,3.0,1\n5,2.2,0\n"


@pytest.mark.parametrize(
    ("text", "x", "y", "features", "classes"),
    [
        (THOUSANDS, [[1299], [2450], [980], [3100], [2200], [1900]], [0, 1, 0, 1, 0, 1], ("income",), ("0", "1")),
        (PLUS_MINUS, [[1], [2], [3], [4], [5], [6]], [1, 1, 0, 1, 0, 0], ("x",), ("-1", "+1")),
        (JA_NEIN, [[1], [2], [3], [2.5], [4], [2.2]], [0, 0, 1, 0, 1, 1], ("score",), ("nein", "ja")),
        (INDEX, [[0.5], [1.5], [2.5], [1], [3], [2.2]], [0, 0, 1, 1, 1, 0], ("hours",), ("0", "1")),
        ("Größe;Mädch\r\n1,5;1\r\n2,5;0\r\n", [[1.5], [2.5]], [1, 0], ("Größe",), ("0", "1")),
        ("x\ty\n1\ta,b\n2\ta b\n3\ta,b\n", [[1], [2], [3]], [1, 0, 1], ("x",), ("a b", "a,b")),
        ("sep=;\r\nx;y\r\n1,5;0\r\n2,5;1\r\n", [[1.5], [2.5]], [0, 1], ("x",), ("0", "1")),
        ("x,y\r1,0\r2,1\r", [[1], [2]], [0, 1], ("x",), ("0", "1")),
        ("x,y\n1,Yes\n2,no\n3,yes\n4,No\n", [[1], [2], [3], [4]], [1, 0, 1, 0], ("x",), ("no", "Yes")),
        ("x,y\n1,not spam\n2,spam\n", [[1], [2]], [0, 1], ("x",), ("not spam", "spam")),
        ("x,y\n1,cat\n2,dog\n3,cat\n", [[1], [2], [3]], [0, 1, 0], ("x",), ("cat", "dog")),
        ("x,y\n1,10\n2,9\n", [[1], [2]], [1, 0], ("x",), ("9", "10")),
        ("x,no|yes\n1,1\n2,0\n", [[1], [2]], [1, 0], ("x",), ("no", "yes")),
        ("x,y,\n1,0,\n2,1,\n", [[1], [2]], [0, 1], ("x",), ("0", "1")),
        ("x,y\n1,0,\n2,1,\n", [[1], [2]], [0, 1], ("x",), ("0", "1")),
        ("x;y\n\u22125,5;0\n2e3;1\n", [[-5.5], [2000]], [0, 1], ("x",), ("0", "1")),
        ("x;y\n1\u00a0299;0\n2\u202f400,5;1\n", [[1299], [2400.5]], [0, 1], ("x",), ("0", "1")),
        ("x;y\n1'299;0\n2\u2019400.5;1\n", [[1299], [2400.5]], [0, 1], ("x",), ("0", "1")),
        ("x;y\n€ 1.234,50;0\n€ 980,00;1\n", [[1234.5], [980]], [0, 1], ("x",), ("0", "1")),
        ("x;y\n-$5;0\n$7;1\n", [[-5], [7]], [0, 1], ("x",), ("0", "1")),
        ("x,y\n5 %,0\n7.5%,1\n", [[5], [7.5]], [0, 1], ("x",), ("0", "1")),
        ("1.5 0\n2.5  1\n", [[1.5], [2.5]], [0, 1], ("x",), ("0", "1")),
        ("x,y\n1 234,0\n2 345,1\n", [[1234], [2345]], [0, 1], ("x",), ("0", "1")),
        ("1 234,0\n2 345,1\n", [[1234], [2345]], [0, 1], ("x",), ("0", "1")),
        ("1,5 0\n2,5 1\n3 0\n", [[1.5], [2.5], [3]], [0, 1, 0], ("x",), ("0", "1")),
        ('"a" "y"\n"1" 5 0\n"2" 6 1\n', [[5], [6]], [0, 1], ("a",), ("0", "1")),  # as R writes row names
        ('"a\nb",y\n1,0\n2,1\n', [[1], [2]], [0, 1], ("a\nb",), ("0", "1")),
        ("passed,hours\n0,1\n1,2\n1,3\n", [[1], [2], [3]], [0, 1, 1], ("hours",), ("0", "1")),
        ("x,x,y\n1,2,0\n3,4,1\n", [[1, 2], [3, 4]], [0, 1], ("x", "x (2)"), ("0", "1")),
        ("d,t,y\n2024-05-01,3,0\n2024-05-02,2,1\n", [[3], [2]], [0, 1], ("t",), ("0", "1")),
        ("NA,0\n1,0\n?,1\n2,1\n", [[1], [2]], [0, 1], ("x",), ("0", "1")),
        ("<,y\n1,0\n2,1\n", [[1], [2]], [0, 1], ("<",), ("0", "1")),
        ("<b>,y\n1,0\n2,1\n", [[1], [2]], [0, 1], ("<b>",), ("0", "1")),
        ("%PDF-files;y\n1;0\n2;1\n", [[1], [2]], [0, 1], ("%PDF-files",), ("0", "1")),
    ],
)
def test_a_table_is_read_as_it_is_meant(text, x, y, features, classes):
    data = ls.Dataset.from_csv(text)
    assert (data.x.tolist(), data.y.tolist()) == (x, y)
    assert (data.feature_names, data.label_names) == (features, classes)
    assert ls.Dataset.from_csv("\ufeff" + text).x.tolist() == x


@pytest.mark.parametrize(
    ("text", "weights", "loss"),
    [
        (THOUSANDS, (0.003431515, -6.854738), 0.384284923),
        (PLUS_MINUS, (-1.21402757, 4.24909648), None),
        (INDEX, (1.153458234, -2.064448125), 0.589405130),
    ],
)
def test_the_slope_of_a_table_is_that_of_other_programs(text, weights, loss):
    problem = ls.own_problem(ls.Dataset.from_csv(text))
    (star,) = problem.critical_points
    assert star.weights == pytest.approx(weights, rel=1e-6)
    assert loss is None or star.loss == pytest.approx(loss, rel=1e-8)


@pytest.mark.parametrize(
    ("text", "sentence", "otherwise", "x", "y"),
    [
        (THOUSANDS, "“1,299” in column “income” is read as 1299", "Read it as 1.299", [[1.299], [2.45]], [0, 1]),
        (
            "x;y\n1,299;0\n2,450;1\n",
            "is read as 1.299: the comma is a decimal mark",
            "as 1299",
            [[1299], [2450]],
            [0, 1],
        ),
        ("x\ty\n1.299\t0\n2.450\t1\n", "is read as 1.299: the point is", "as 1299", [[1299], [2450]], [0, 1]),
        ("x,y\n1.299,0\n2.450,1\n", "is read as 1.299: the point is", "as 1299", [[1299], [2450]], [0, 1]),
        ("x\ty\n1.299\t0\n980\t1\n", "is read as 1299: the point groups", "as 1.299", [[1.299], [980]], [0, 1]),
        (INDEX, "The first column only counts the rows, so it is left out.", "Take it", [[0, 0.5], [1, 1.5]], [0, 0]),
        ("id,a,y\n1,3,0\n2,4,1\n3,9,1\n", "Column “id” only counts the rows", "Take it", [[1, 3], [2, 4]], [0, 1]),
        ("4,3,y\n1,3,0\n2,4,1\n3,9,1\n", "", "", [], []),
        ("1,3,0\n2,4,1\n3,9,1\n", "The first column only counts the rows", "Take it", [[1, 3], [2, 4]], [0, 1]),
        ("x1,x2,y\n1,3,0\n2,4,1\n3,9,1\n", "“x1” counts the rows; it is taken", "Leave it out", [[3], [4]], [0, 1]),
        (
            ",a,y\n7,3,0\n2,4,1\n",
            "The first column has no name, so it is left out",
            "Take it",
            [[7, 3], [2, 4]],
            [0, 1],
        ),
    ],
)
def test_what_could_be_meant_otherwise_is_said_with_the_other_way(text, sentence, otherwise, x, y):
    if not sentence:
        with pytest.raises(ValueError, match="third class"):
            read_table(text)
        return
    (note,) = [note for note in read_table(text).notes if note.ways]
    assert sentence in note.sentence
    assert otherwise in note.otherwise
    other = read_table(text, note.ways)
    assert other.numbers[:2] == x
    assert other.labels[:2] == y
    # And back again.
    assert any(read_table(text, back.ways).numbers == read_table(text).numbers for back in other.notes if back.ways)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x,y\n1,0\nNaN,1\n3,\n4,1\n", "2 rows have a missing value and are left out: lines 3 and 4."),
        ("x,y\n" + "NA,0\n" * 9 + "1,0\n2,1\n", "9 rows have .*: lines 2, 3, 4, 5, 6, 7 and 3 more"),
        (
            "x,y\n1,Yes\n2,no\n3,yes\n",
            "Only capitals or blanks tell “Yes” and “yes” apart: they are taken as one class",
        ),
        ("name,x,y\nAnn,1,0\nBob,2,1\n", "Column “name” holds no numbers and is left out"),
        ("day,x,y\n01.05.2024,1,0\n02.05.2024,2,1\n", "Column “day” holds dates, not numbers, and is left out"),
        ("a,b,c,y\n5,2,3,0\n4,5,6,1\n", "Two features can be used: these are “a” and “b”, without “c”"),
        ("passed,hours\n0,1\n1,2\n1,3\n", "The label is column “passed”, the only one with two values"),
        ("w,y\n5 kg,0\n6 kg,1\n", "“kg” in column “w” is left out of its numbers"),
    ],
)
def test_every_decision_is_told(text, sentence):
    (note,) = ls.Dataset.from_csv(text).notes
    assert re.search(sentence, note)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x,y\n2024-05-01,0\n2024-05-02,1", "line 2, column 'x': '2024-05-01' is a date; give a number instead"),
        ("x,y\n12:30,0\n12:45,1", "line 2, column 'x': '12:30' is a time; give a number instead"),
        ("a;b\n1,5;0\n1.5;1\n2,5;1", "line 3, column 'a': '1.5' and '1,5' do not have the same decimal mark"),
        ("x,y\n1,5,0\n2,5,1", "line 2 has 3 columns where 2 are expected: '1,5,0'; numbers with a decimal comma need"),
        ("x,y\n5 kg,0\n6,1", "line 2, column 'x': '5 kg' is not a number"),
        ("1.5x,0\n2,1\n3,0", "line 1, column 'x': '1.5x' is not a number; if this line names the columns"),
        ("x,y\n1,Yes\n2,yes\n", r"every label is 'Yes' \(or 'yes'\); two classes"),
        ('x,y\n"1,0\n2,1\n', "line 2 has a quotation mark without its partner"),
        ("PK\x03\x04\x14", "this is an Excel workbook"),
        ("\xd0\xcf\x11\xe0", "this is an old Excel workbook"),
        ("%PDF-1.7", "this is a PDF file"),
        ("<html><table>", "this is a web page"),
        ("\n<table border=1>\n<tr><td>1</td><td>0</td></tr>", "this is a web page"),
        ('<?xml version="1.0"?><a/>', "this is a web page or an XML file"),
        ("<5,y\n1,a\n2,b\nx,a\n", "line 4, column '<5': 'x' is not a number"),
        ("\x89PNG\x00", "this is not the text of a table"),
        ("a,b,c,d,y\n1,2,3,4,0\nx,2,x,x,1\n", "line 3, column 'a': 'x' is not a number"),
    ],
)
def test_what_cannot_be_read_is_said_with_line_column_and_value(text, words):
    ways = Ways(features=(0,)) if ",x,x," in text else Ways()
    with pytest.raises(ValueError, match=words):
        read_table(text, ways)


def test_columns_and_classes_are_chosen():
    text = "a,b,c,y\n5,2,3,no\n4,5,6,yes\n"
    table = read_table(text, Ways(features=(2, 0), one="no"))
    assert (table.numbers, table.columns) == ([[3, 5], [6, 4]], ("c", "a"))
    assert (table.labels, table.classes) == ([1, 0], ("yes", "no"))
    assert (table.usable, table.binary) == ((0, 1, 2), (0, 1, 2, 3))
    assert read_table("p,q,y\n0,1,5\n1,0,6\n1,1,7\n", Ways(label=1)).columns == ("p", "y")
    assert read_table("x,no|yes\n1,1\n2,0\n", Ways(one="no")).classes == ("yes", "no")


def test_a_heading_that_names_the_classes_leaves_nothing_open():
    table = read_table("id,a,no|yes\n1,5,0\n2,6,1\n3,7.125,1\n")
    assert (table.columns, table.notes) == (("id", "a"), ())
    plain = Ways(plain=True)
    assert read_table("1,ja\n2,nein\n", plain).classes == ("ja", "nein")
    assert read_table("1,+1\n2,-1\n", plain).classes == ("+1", "-1")
    assert read_table("1,5,0\n2,6,1\n3,7,0\n", plain).numbers[0] == [1, 5]
    with pytest.raises(ValueError, match="line 2, column 'x': the number is missing"):
        read_table("1,0\n,1", plain)


def test_a_column_that_is_constant_up_to_rounding_says_so():
    with pytest.raises(ValueError, match=r"same value in every row up to rounding \(0.3\)"):
        ls.Dataset.from_csv(f"x,y\n{0.1 + 0.2!r},0\n0.3,1\n", standardise=True)


NAMES = st.sampled_from(["x", "Größe", "height, cm", "a b", "tempo;", 'the "x"', "x", "$y", "col_1", "-"])
PAIRS = st.sampled_from(
    [
        ("0", "1"),
        ("-1", "+1"),
        ("no", "yes"),
        ("nein", "ja"),
        ("False", "True"),
        ("1", "2"),
        ("cat", "dog"),
        ("a, b", "c;d"),
    ]
)
MARKS = st.sampled_from(
    [
        (".", ""),
        (",", ""),
        (".", ","),
        (",", "."),
        (".", "'"),
        (",", "\u2019"),
        (".", " "),
        (",", "\u00a0"),
        (",", "\u202f"),
    ]
)


def written(number: int, places: int, decimal: str, group: str, minus: str, *, fixed: bool) -> str:
    """A whole number of tenths, hundredths ... as a spreadsheet shows it."""
    digits = f"{abs(number):0{places + 1}d}"
    whole, rest = (digits[:-places], digits[-places:]) if places else (digits, "")
    if group:
        whole = f"{int(whole):,}".replace(",", group)
    rest = rest if fixed else rest.rstrip("0")
    return (minus if number < 0 else "") + whole + (decimal + rest if rest else "")


@settings(deadline=None, max_examples=300)
@given(data=st.data(), marks=MARKS, pair=PAIRS, fixed=st.booleans(), separator=st.sampled_from("\t;,"))
def test_a_table_in_any_dialect_is_the_same_table_or_gets_a_sentence(data, marks, pair, fixed, separator):
    decimal, group = marks
    wide = data.draw(st.integers(1, 3))
    many = data.draw(st.integers(2, 6))
    places = data.draw(st.lists(st.integers(0, 3), min_size=wide, max_size=wide))
    size = data.draw(st.sampled_from([99, 9_999, 9_999_999]))
    numbers = data.draw(
        st.lists(st.lists(st.integers(-size, size), min_size=wide, max_size=wide), min_size=many, max_size=many)
    )
    labels = data.draw(st.lists(st.booleans(), min_size=many, max_size=many).filter(lambda each: len(set(each)) == 2))
    minus = data.draw(st.sampled_from("-\u2212"))
    unit = data.draw(st.sampled_from(["", "", "", " kg", "%"]))
    rows = [
        [*(written(n, p, decimal, group, minus, fixed=fixed) + unit for n, p in zip(row, places, strict=True)), pair[y]]
        for row, y in zip(numbers, labels, strict=True)
    ]
    counted = data.draw(st.booleans())
    names = data.draw(st.none() | st.lists(NAMES, min_size=wide, max_size=wide))
    if counted:
        rows = [[str(i), *row] for i, row in enumerate(rows)]
    if names is not None:
        rows = [[*([""] if counted else []), *names, "label"], *rows]
    always = data.draw(st.booleans())

    def quoted(cell: str) -> str:
        inside = any(sign in cell for sign in (separator, '"', "\n"))
        return '"' + cell.replace('"', '""') + '"' if always or inside else cell

    end = data.draw(st.sampled_from(["\n", "\r\n", "\r"]))
    head = data.draw(st.sampled_from(["", "\ufeff", f"sep={separator}{end}"]))
    text = head + end.join(separator.join(map(quoted, row)) for row in rows) + data.draw(st.sampled_from(["", end]))
    true = [[float(Fraction(n, 10**p)) for n, p in zip(row, places, strict=True)] for row in numbers]

    def same(table) -> bool:
        x = np.array(true)[:, [i - counted for i in table.features]] if set(table.features) != {0} or not counted else 0
        return np.array_equal(table.numbers, x) and table.labels in (
            [float(y) for y in labels],
            [1.0 - y for y in labels] if pair == ("1", "2") else None,
        )

    try:
        table = read_table(text)
    except ValueError:
        return  # with a sentence, as the tests above have them
    if table.label != len(rows[-1]) - 1:
        assert any("only one with two values" in note.sentence for note in table.notes)
        return
    if counted and 0 in table.features:
        assert any("counts the rows" in note.sentence for note in table.notes) or many < 3 or names is not None
        table = read_table(text, Ways(features=tuple(range(1, min(wide, 2) + 1))))
    if not same(table):
        ways = [note.ways for note in table.notes if note.ways and note.ways.decimal]
        assert ways, f"silently other numbers: {text!r} as {table}"
        assert same(read_table(text, replace(ways[0], features=table.features))), text
