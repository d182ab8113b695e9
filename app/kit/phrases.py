"""What the scripts of a page say: texts under ``app/content/<locale>/phrases/``, handed to the page as JSON."""

from __future__ import annotations

from functools import cache

import orjson

from app.kit.text import load

# The texts of a page's scripts, beside those of every page.
_OF = {"lab": ("table", "lab"), "networks": ("table", "networks"), "practice": ("practice",)}
# As in Dash's configuration: nothing in the text can end the script's tag.
_HARMLESS = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"})


@cache
def phrases(page: str, locale: str = "en") -> str:
    """A tag with the phrases of a page, by file and name; ``assets/phrase.js`` reads it."""
    texts = {name: dict(load(f"phrases/{name}", locale).meta) for name in ("page", *_OF.get(page, ()))}
    return f'<script type="application/json" id="phrases">{orjson.dumps(texts).decode().translate(_HARMLESS)}</script>'
