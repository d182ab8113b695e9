"""Data of one's own: limits, names, and the one text of a table in the link."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.runs import own
from losscore.datasets import Ways
from tests.app.test_callbacks import JUNK

LIMITS = ("600 rows", "30 columns", "9,000 characters")


@pytest.mark.parametrize(
    ("text", "this"),
    [
        ("\n".join(f"{i},{i % 2}" for i in range(5000)), "5,000 lines"),
        ("\n".join(f"{i},{i % 2}" for i in range(1500)), "1,500 lines"),
        ("\n".join(f"{i},{i % 2}" for i in range(601)), "601 rows"),
        ("\n".join(f"{i}.123456789,{i}.987654321,{i % 2}" for i in range(590)), "590 rows and"),
        (",".join(["1"] * 31 + ["0"]) + "\n" + ",".join(["2"] * 31 + ["1"]), "32 columns"),
    ],
)
def test_the_first_refusal_tells_every_limit(text: str, this: str) -> None:
    with pytest.raises(ValueError, match=this) as refused:
        own.take(text)
    assert all(limit in str(refused.value) for limit in LIMITS)
    assert str(refused.value).endswith("Take fewer rows, or numbers with fewer digits.")


def test_600_rows_with_a_heading_are_taken() -> None:
    assert own.take("sep=;\nx;y\n" + "\n".join(f"{i};{i % 2}" for i in range(600))).told["rows"] == 600


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("x\ty\n1\ta,b\n2\ta b\n", "x,a b|a/b;1,1;2,0"),
        ("a,b;x\ta b;x\ty\n1\t2\t0\n2\t1\t1\n", "a b x,a b/x,0|1;1,2,0;2,1,1"),
        ("x;y\n1;b|a\n2;b a\n", "x,b a|b/a;1,1;2,0"),
        ("x,y\n1,a|b\n2,a/b\n3,a b\n", None),
        (f"x,y\n1,{'n' * 50}a\n2,{'n' * 50}b\n", f"x,{'n' * 40}|{'n' * 36} (2);1,0;2,1"),
        ("x;y\n1;+1\n2;-1\n", "x,-1|+1;1,1;2,0"),
    ],
)
def test_names_that_were_different_stay_different(text: str, data: str | None) -> None:
    if data is None:
        with pytest.raises(ValueError, match="third class"):
            own.take(text)
    else:
        assert own.take(text).data == data


@pytest.mark.parametrize(
    ("link", "classes", "labels"),
    [
        ("x,no|yes;1.5,0;2,1;2.5,0;3,1", ("no", "yes"), [0, 1, 0, 1]),
        ("1,ja;2,nein", ("ja", "nein"), [0, 1]),
        ("1,+1;2,-1", ("+1", "-1"), [0, 1]),
        ("1,5,0;2,6,1;3,7,1", ("0", "1"), [0, 1, 1]),
        ("x,1;5,0;6,1", ("0", "1"), [0, 1]),
        ("1.125,0;2.250,1", ("0", "1"), [0, 1]),
        ("<,0|1;1,0;2,1", ("0", "1"), [0, 1]),
        ("7,0|1;1,0;2,1", ("0", "1"), [0, 1]),
        ("<html>,no|yes;1,0;2,1", ("no", "yes"), [0, 1]),
    ],
)
def test_a_link_means_what_it_always_meant(link: str, classes: tuple[str, str], labels: list[int]) -> None:
    data = own.problem_of(own.read_data(link), standardise=False).dataset
    assert data is not None
    assert (data.label_names, data.y.tolist()) == (classes, labels)
    first = next(row for row in link.split(";") if row[0].isdigit() and "|" not in row)
    assert data.x.ravel()[0] == float(first.split(",")[0])


@example([(1.0, 0.0, False), (2.0, 0.0, True)], ["<", "z", "no", "yes"])
@example([(1.0, 0.0, False), (2.0, 0.0, True)], ["<!-- x", "z", "no", "yes"])
@example([(1.0, 0.0, False), (2.0, 0.0, True)], ["\ufeffx", "\ufeff", "no", "yes"])
@example([(1.0, 0.0, False), (2.0, 0.0, True)], [":", '"7', "no", "yes"])
@example([(1.0, 0.0, False), (2.0, 0.0, True)], ["x", '"7', "no", "yes"])
@given(
    st.lists(st.tuples(st.floats(-1e30, 1e30), st.floats(-1e30, 1e30), st.booleans()), min_size=2, max_size=8).filter(
        lambda rows: len({y for *_, y in rows}) == 2
    ),
    st.lists(st.text(min_size=1, max_size=8), min_size=4, max_size=4),
)
def test_the_text_of_a_link_is_read_back_as_it_is(rows: list[tuple[float, float, bool]], names: list[str]) -> None:
    quoted = ['"' + name.replace('"', '""') + '"' for name in names]
    lines = [f"{x!r},{z!r},{quoted[2 + y]}" for x, z, y in rows]
    try:
        data = own.take("\n".join([",".join([*quoted[:2], "label"]), *lines])).data
    except ValueError:
        return  # names that are numbers, or the same for both classes
    assert own.read_data(data) == data
    assert own.take(data).data == data
    assert not own.take(data.replace(";", "\n")).told["notes"], "in the box nothing of it is open"


@given(JUNK, st.dictionaries(st.sampled_from(["features", "label", "one", "decimal", "plain"]), JUNK))
def test_any_ways_are_ways(junk: Any, ways: dict[str, Any]) -> None:
    assert isinstance(own.read_ways(junk), Ways)
    assert own.read_ways(ways).plain is False
