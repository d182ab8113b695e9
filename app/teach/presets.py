"""Presets: scenes with a name, ready for a class. Each is a text under ``app/content/<locale>/scenes/``.

Its front matter::

    title: One caught, one freed
    scene: /?problem=trap&step=0        the page and its scene
    claim: outcome_1 is local minimum   what the text says of it; a test holds it to that
    ask: a question for the class

and below it what the scene shows, in a few sentences. The page on networks has its own in `app.networks.presets`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from app.kit.text import FOLDER, LOCALES, load
from app.link.fields import read_query, write_query
from app.networks import presets as network_presets


@dataclass(frozen=True, slots=True)
class Preset:
    """A scene with a name.

    Attributes:
        name: in an address.
        title: for people.
        path: of its page.
        query: the scene, without ``?``.
        shows: what is to be seen, as components.
        ask: a question for the class.
        claim: what must hold of the scene, in the words of `app.lesson.conditions`.
    """

    name: str
    title: str
    path: str
    query: str
    shows: tuple[Any, ...]
    ask: str
    claim: str


@cache
def presets(locale: str = LOCALES[0]) -> dict[str, Preset]:
    """The ready-made scenes by name, in the order of their numbers."""
    found = []
    for file in sorted((FOLDER / locale / "scenes").glob("*.md")):
        text = load(f"scenes/{file.stem}", locale)
        path, _, query = text.meta["scene"].partition("?")
        made = Preset(
            file.stem, text.meta["title"], path, query, text.body, text.meta["ask"], text.meta.get("claim", "")
        )
        found.append((int(text.meta["number"]), made))
    return {each.name: each for _, each in sorted(found, key=lambda pair: pair[0])}


def of_page(path: str) -> dict[str, str]:
    """The presets that ``preset=`` may name on a page, with the query of each where it is written as one."""
    if path == "/networks":
        return dict.fromkeys(network_presets.PRESETS, "")
    return {each.name: each.query for each in presets().values() if each.path == path}


def expanded(path: str, query: str) -> tuple[str, tuple[str, ...]]:
    """A query with its ``preset`` written out, other values first; and a sentence where there is no such preset."""
    try:
        pairs = read_query(query)
    except ValueError:
        return query, ()
    name = next((text for key, text in pairs if key == "preset"), None)
    if name is None or path == "/networks":  # which knows its own
        return query, ()
    known = of_page(path)
    given = [(key, text) for key, text in pairs if key != "preset"]
    named = {key for key, _ in given}
    merged = given + [(key, text) for key, text in read_query(known.get(name, ""), blank=False) if key not in named]
    wrong = f"There is no ready-made scene called “{name[:40]}” here; there are {', '.join(known) or 'none'}."
    return write_query(merged), () if name in known else (wrong,)
