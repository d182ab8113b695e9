"""Texts for learners: from Markdown to components."""

from __future__ import annotations

import doctest
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import app.kit.formula
import app.kit.text
from app.kit.text import FOLDER, load, read


def shape(component: Any) -> Any:
    """A component as nested tuples: its kind, and what it holds."""
    if isinstance(component, str):
        return component
    if isinstance(component, list | tuple):
        return [shape(each) for each in component]
    kind = type(component).__name__
    if kind == "Formula":
        return (kind, component.spoken, component.block)
    inner = shape(getattr(component, "children", None) or [])
    return (kind, *([component.href] if kind == "A" else []), *inner)


def body(source: str) -> Any:
    return shape(read(source).body)


def test_front_matter_and_body() -> None:
    text = read("---\ntitle: What loss is: a number\nscene:\n---\n\nOne.\n\nTwo.\n")
    assert dict(text.meta) == {"title": "What loss is: a number", "scene": ""}
    assert shape(text.body) == [("P", "One."), ("P", "Two.")]
    assert text.plain == "One.\nTwo."


def test_a_text_may_do_without_front_matter() -> None:
    assert dict(read("Only this.").meta) == {}


def test_emphasis_lists_headings_code_and_line_breaks() -> None:
    assert body("## Why\n\nIt is *very* **small**,\nhere `p`.\n\n- one\n- two\n\n1. first\n") == [
        ("H2", "Why"),
        ("P", "It is ", ("Em", "very"), " ", ("Strong", "small"), ",", " ", "here ", ("Code", "p"), "."),
        ("Ul", ("Li", "one"), ("Li", "two")),
        ("Ol", ("Li", "first")),
    ]


def test_a_line_that_begins_strong_begins_at_once() -> None:
    assert body("**Now** read.") == [("P", "", ("Strong", "Now"), " read.")]


def test_a_formula_in_the_line_and_one_of_its_own() -> None:
    source = (
        "Say $\\hat{y}_i$[y hat i], *not* $y_i$[y i].\n\n"
        "```formula\nL = -\\log \\hat{y}\nspoken: L is minus log y hat\n```\n"
    )
    text = read(source)
    hat = ("Span", ("Formula", "y hat i", False), ",")  # never a comma at the beginning of a line
    assert shape(text.body) == [
        ("P", "Say ", hat, " ", ("Em", "not"), " ", ("Span", ("Formula", "y i", False), "."), ""),
        ("Formula", "L is minus log y hat", True),
    ]
    assert text.plain == "Say y hat i, not y i.\nL is minus log y hat"


@pytest.mark.parametrize("href", ["/practice", "/", "?lesson=loss", "#why", "https://example.org/a?b=c"])
def test_links_that_may_be(href: str) -> None:
    assert body(f"See [there]({href}).") == [("P", "See ", ("A", href, "there"), ".")]


@pytest.mark.parametrize("href", ["http://example.org", "//example.org", "ftp://a", "practice", ""])
def test_links_that_may_not_be(href: str) -> None:
    with pytest.raises(ValueError, match="line 3: a link goes to"):
        read(f"One.\n\nSee [there]({href}).")


def test_a_script_as_a_link_is_only_text() -> None:
    assert body("[a](javascript:alert(1)) [b](data:text/html,x)") == [
        ("P", "[a](javascript:alert(1)) [b](data:text/html,x)")
    ]


def test_html_is_shown_as_the_text_it_is() -> None:
    assert body("<b onclick=x>Hi</b>\n\n<script>1</script>") == [
        ("P", "<b onclick=x>Hi</b>"),
        ("P", "<script>1</script>"),
    ]


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("One.\n\n![a](b.png)", 3, "may not hold a image"),
        ("> quoted", 1, "may not hold a blockquote"),
        ("# Title", 1, "may not hold a h1"),
        ("```python\nx\n```", 1, "may not hold a fence"),
        ("---\na: b\n---\nIt costs $5.", 4, r"a dollar itself \\\$"),
        ("Say $y$.", 1, "spoken words"),
        ("Say $\\nosuch$[x].", 1, "commands that can be drawn"),
        ("```formula\nx\n```", 1, "one line “spoken: ...”"),
        ("```formula\nx\nspoken: a\nb\n```", 1, "one line “spoken: ...”"),
        ("```formula\nx\nspoken:\n```", 1, "spoken must say"),
        ("---\ntitle: a\ntitle: b\n---\n", 3, "each key once"),
        ("---\nno colon\n---\n", 2, "key: value"),
        ("---\ntitle: a\n", 1, "has no end"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(source: str, line: int, words: str) -> None:
    with pytest.raises(ValueError, match=rf"line {line}: .*{words}"):
        read(source)


def test_an_escaped_dollar_is_a_dollar() -> None:
    assert body(r"It costs \$5 and \$6.") == [("P", "It costs $5 and $6.")]


@given(st.text(max_size=200) | st.text(alphabet="$[]*_`<>&#-\n ab!()\\", max_size=60))
def test_any_source_is_read_or_named_with_its_line_and_leaves_no_markup(source: str) -> None:
    try:
        text = read(source)
    except ValueError as error:
        assert re.match(r"line \d+: ", str(error))  # noqa: PT017 - either outcome is fine
    else:
        sent = json.dumps([each.to_plotly_json() for each in text.body], default=lambda each: each.to_plotly_json())
        assert "dangerously" not in sent


@pytest.mark.parametrize("name", ["../secret", "a/../b", "/etc/passwd", "A", "nothing-of-that-name", ""])
def test_a_name_leads_nowhere_else(name: str) -> None:
    with pytest.raises(ValueError, match="text"):
        load(name)


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.md")), ids=lambda path: str(path.relative_to(FOLDER)))
def test_every_text_of_ours_can_be_read(path: Any) -> None:
    locale, name = str(path.relative_to(FOLDER)).removesuffix(".md").split("/", 1)
    assert load(name, locale).body


def test_the_examples_in_the_docstrings_run() -> None:
    for module in (app.kit.text, app.kit.formula):
        result = doctest.testmod(module)
        assert result.attempted
        assert not result.failed
