"""What the scripts of a page say: texts under ``app/content/<locale>/phrases/``, each of them a script."""

from __future__ import annotations

from pathlib import Path

import orjson

from app.kit.text import FOLDER, read

# The texts of a page's scripts, beside those of every page.
_OF = {"lab": ("table", "lab"), "networks": ("table", "networks"), "practice": ("practice",)}


def phrases(page: str) -> tuple[str, ...]:
    """The names of the files with a page's phrases."""
    return tuple(f"phrases/{name}.js" for name in ("page", *_OF.get(page, ())))


def sources(locale: str = "en") -> dict[str, Path]:
    """The texts by the names of the scripts that are made of them."""
    return {f"phrases/{path.stem}.js": path for path in sorted((FOLDER / locale / "phrases").glob("*.md"))}


def script(path: Path) -> bytes:
    """A text as the script that ``assets/phrase.js`` finds it by."""
    told = orjson.dumps(dict(read(path.read_text(encoding="utf-8")).meta))
    return b"(window.LossLandscape??={}).phrases={...LossLandscape.phrases,%s:%s};" % (path.stem.encode(), told)
