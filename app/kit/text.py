r"""Texts for learners: Markdown files with a front matter, read into components.

A file under ``app/content/<locale>/`` looks like this::

    ---
    title: What loss is
    scene: ?problem=trap&step=0
    ---
    The model says $\hat{y} = 0.9$[y hat equals 0.9], and the label is **1**.

    ```formula
    L = -\log \hat{y}
    spoken: L equals minus log y hat
    ```

* **Front matter**: lines ``key: value`` between two lines ``---``. Keys are small letters, digits and ``_``; every
  value is text. What keys a text needs is for its user to say.
* **A formula in the line** is TeX between dollars, followed at once by its spoken words in square brackets. A dollar
  itself is written ``\$``.
* **Words in a run's colour**: ``[plain descent]{run=1}``, plain words and the number of the run they speak of.
* **A control in the sentence**: ``{control=learning_rate}``, the name of a scene's value. The text marks the place;
  who shows the text says where the control stands.
* **A formula on its own line** is a fenced block ``formula``: TeX, then one line that begins with ``spoken:``.
* Beside these: paragraphs, ``*emphasis*``, ``**strong**``, lists, ``## headings`` (levels 2 and 3), `` `code` `` and
  links (to a page of ours, ``/practice`` or ``?lesson=...``, to a place on it, ``#place``, or ``https://``).

Anything else, HTML above all, never reaches the page: a tag is shown as the text it is, and a picture, a quotation or a
formula without words is an error with the number of its line. A translator copies the folder ``en`` and changes
sentences, spoken words and values of the front matter; TeX and keys stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dash import html
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.tree import SyntaxTreeNode

from app.kit.components import Formula
from app.kit.formula import formula

FOLDER = Path(__file__).parent.parent / "content"
LOCALES = tuple(
    sorted((folder.name for folder in FOLDER.iterdir() if folder.is_dir()), key=lambda name: (name != "en", name))
)

_KEY = re.compile(r"([a-z][a-z0-9_]*):(?:\s+(.*))?")
_FORMULA = re.compile(r"\$([^$\n]+)\$\[([^\]\n]+)\]")
_RUN = re.compile(r"\[([^\[\]\n]+)\]\{run=([1-4])\}")
_CONTROL = re.compile(r"\{control=([a-z][a-z0-9_]*)\}")
_BEHIND = re.compile(r"[.,;:!?)]+")
_LINK = re.compile(r"(?:/(?!/)|\?|#|https://)[^\s]*")


@dataclass(frozen=True, slots=True)
class Text:
    """A text, read.

    Attributes:
        meta: the front matter.
        body: components, one for each paragraph, list, heading or formula.
        plain: the words as one hears them, formulas by their spoken words; paragraphs are lines.
    """

    meta: MappingProxyType[str, str]
    body: tuple[Any, ...]
    plain: str


@cache
def load(name: str, locale: str = "en") -> Text:
    """The text ``app/content/<locale>/<name>.md``.

    Raises:
        ValueError: a name of other than small letters, digits, ``-`` and ``/``; no such text; a text that cannot be
            read, with its file and line.
    """
    if not re.fullmatch(r"[a-z0-9-]+(/[a-z0-9-]+)*", name) or not re.fullmatch(r"[A-Za-z-]+", locale):
        raise ValueError(f"name must be a text under app/content/{locale}/; got {name!r}")
    path = FOLDER / locale / f"{name}.md"
    if not path.is_file():
        raise ValueError(f"there is no text {name!r} under app/content/{locale}/")
    try:
        return read(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{locale}/{name}.md: {error}") from error


def read(source: str) -> Text:
    r"""A text from its source.

    Raises:
        ValueError: what cannot be read, with its line.

    >>> text = read("---\ntitle: Loss\n---\nSmall is *good*.")
    >>> text.meta["title"], text.plain
    ('Loss', 'Small is good.')
    """
    meta, body, first = _front(source.replace("\r\n", "\n"))
    try:
        tree = SyntaxTreeNode(_PARSER.parse(body))
        return Text(MappingProxyType(meta), tuple(_children(tree, 0)), _plain(tree).strip())
    except _Wrong as wrong:
        raise ValueError(f"line {first + wrong.line}: {wrong.sentence}") from None


def line(source: str) -> list[Any]:
    """One line of a text, such as a value of the front matter, as what stands in its paragraph.

    Raises:
        ValueError: more or less than a paragraph.
    """
    body = read(source).body
    if len(body) != 1 or not isinstance(body[0], html.P):
        raise ValueError(f"one line of words is wanted; got {source!r}")
    return list(body[0].children)


def heard(source: str) -> str:
    """One line of a text as one hears it, without its marks."""
    return read(source).plain


class _Wrong(Exception):  # noqa: N818 - it never leaves this module
    """Something that a text may not hold, at a line of its body."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line, self.sentence = line, sentence


def _front(source: str) -> tuple[dict[str, str], str, int]:
    """Front matter, body, and the number of the body's first line."""
    lines = source.split("\n")
    if lines[0].rstrip() != "---":
        return {}, source, 1
    meta: dict[str, str] = {}
    for number, line in enumerate(lines[1:], start=2):
        if line.rstrip() == "---":
            return meta, "\n".join(lines[number:]), number + 1
        if not line.strip():
            continue
        match = _KEY.fullmatch(line.rstrip())
        if not match or match[1] in meta:
            raise ValueError(
                f"line {number}: the front matter is made of lines “key: value”, each key once; got {line!r}"
            )
        meta[match[1]] = match[2] or ""
    raise ValueError("line 1: the front matter has no end; it ends with a line “---”")


def _formula_rule(state: StateInline, silent: bool) -> bool:
    """``$TeX$[spoken words]`` becomes one token, before Markdown sees its backslashes and underscores."""
    if state.src[state.pos] != "$":
        return False
    match = _FORMULA.match(state.src, state.pos)
    if not silent:
        token = state.push("formula" if match else "dollar", "", 0)
        token.content, token.info = (match[1], match[2]) if match else ("$", "")
    state.pos = match.end() if match else state.pos + 1
    return True


def _marked(kind: str, sign: str, pattern: re.Pattern[str]) -> Callable[[StateInline, bool], bool]:
    """A rule that turns what a pattern finds at a sign into a token: its first group, and the last as its info."""

    def rule(state: StateInline, silent: bool) -> bool:
        match = pattern.match(state.src, state.pos) if state.src[state.pos] == sign else None
        if not match:
            return False
        if not silent:
            token = state.push(kind, "", 0)
            token.content, token.info = match[1], match[match.lastindex or 1]
        state.pos = match.end()
        return True

    return rule


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False})
    parser.inline.ruler.before("escape", "formula", _formula_rule)
    parser.inline.ruler.before("escape", "run", _marked("run", "[", _RUN))
    parser.inline.ruler.before("escape", "control", _marked("control", "{", _CONTROL))
    return parser


_PARSER = _parser()
_CONTAINERS = {
    "paragraph": html.P,
    "bullet_list": html.Ul,
    "ordered_list": html.Ol,
    "list_item": html.Li,
    "em": html.Em,
    "strong": html.Strong,
    "h2": html.H2,
    "h3": html.H3,
}


def _component(node: SyntaxTreeNode, line: int = 0) -> Any:
    """What the page shows for a node: a component, a list of them, or text."""
    line = node.map[0] if node.map else line
    kind = node.tag if node.type == "heading" else node.type
    if kind in ("text", "softbreak"):
        return node.content if kind == "text" else " "
    if kind == "hardbreak":
        return html.Br()
    if kind == "code_inline":
        return html.Code(node.content)
    if kind == "formula":
        return _drawn(node.content, node.info, line)
    if kind == "run":
        return html.Span(node.content, className=f"run-word run-word-{node.info}")
    if kind == "control":
        return html.Span(className="control-place", **{"data-control": node.content})
    if kind == "dollar":
        raise _Wrong(line, r"a formula in the line is written $TeX$[spoken words], a dollar itself \$")
    if kind == "fence" and node.info.strip() == "formula":
        return _drawn(*_fenced(node.content, line), line, block=True)
    if kind == "link":
        return html.A(_children(node, line), href=_allowed(str(node.attrs["href"]), line))
    if kind == "inline" or (kind == "paragraph" and node.hidden):  # the paragraph of a list without blank lines
        return _children(node, line)
    if kind not in _CONTAINERS:
        raise _Wrong(line, f"a text may not hold a {kind.replace('_', ' ')}")
    return _CONTAINERS[kind](_children(node, line))


def _children(node: SyntaxTreeNode, line: int) -> list[Any]:
    found: list[Any] = []
    for child in node.children:
        made = _component(child, line)
        found += made if isinstance(made, list) else [made]
    return _kept_together(found)


def _kept_together(parts: list[Any]) -> list[Any]:
    """What stands in a line, with each formula and the full stop or comma behind it never on two lines."""
    found: list[Any] = []
    for part in parts:
        before = found[-1] if found else None
        sign = _BEHIND.match(part) if isinstance(part, str) else None
        if sign and isinstance(before, Formula) and not before.block:
            found[-1:] = [html.Span([before, sign[0]], className="formula-with"), part[sign.end() :]]
        else:
            found.append(part)
    return found


def _drawn(tex: str, spoken: str, line: int, *, block: bool = False) -> Formula:
    try:
        return formula(tex, spoken, block=block)
    except ValueError as error:
        raise _Wrong(line, str(error)) from None


def _fenced(content: str, line: int) -> tuple[str, str]:
    """TeX and spoken words of a block."""
    tex, found, spoken = content.rpartition("spoken:")
    if not found or "\n" in spoken.strip():
        raise _Wrong(line, "a block “formula” holds TeX and then one line “spoken: ...”")
    return tex.strip(), spoken.strip()


def _allowed(href: str, line: int) -> str:
    if not _LINK.fullmatch(href):
        raise _Wrong(line, f"a link goes to /a-page, ?a=scene, #a-place or https://...; got {href!r}")
    return href


def _plain(node: SyntaxTreeNode) -> str:
    """A node as it is heard; what stands in paragraphs of its own ends its line."""
    if node.type in ("text", "code_inline", "run"):
        return node.content
    if node.type == "control":
        return node.content.replace("_", " ")
    if node.type in ("softbreak", "hardbreak"):
        return " "
    if node.type == "formula":
        return node.info
    if node.type == "fence":
        return _fenced(node.content, 0)[1] + "\n"
    words = "".join(_plain(child) for child in node.children)
    return words + "\n" if node.type in ("paragraph", "heading") else words
