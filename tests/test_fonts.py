"""The pages' fonts: small, with their licences beside them, and with the letters that the pages use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FONTS = ROOT / "assets" / "fonts"
MOST = 24_900  # bytes of all together
# What stands in texts and is in neither font: the browser takes it from another one.
FALLS_BACK = set("∞ŷ↑↓≈⌘↺↻√→⁻⁰⁴⁵⁶⁷⁸⁹✓☐ηβ←⟳≤π⇄≡")


def kept() -> set[str]:
    """The characters that the fonts are cut to."""
    found: set[str] = set()
    text = (ROOT / "app" / "serve" / "fonts" / "characters.txt").read_text()
    for first, last in re.findall(r"^U\+([0-9A-F]+)(?:-([0-9A-F]+))?\s", text, flags=re.MULTILINE):
        found |= {chr(code) for code in range(int(first, 16), int(last or first, 16) + 1)}
    return found


def test_both_fonts_together_are_small() -> None:
    made = sorted(FONTS.glob("*.woff2"))
    assert [file.name for file in made] == ["figtree.woff2", "newsreader-500.woff2"]
    assert all(file.read_bytes()[:4] == b"wOF2" for file in made)
    assert sum(file.stat().st_size for file in made) <= MOST


@pytest.mark.parametrize("name", ["figtree", "newsreader"])
def test_each_has_its_licence_beside_it_and_its_line_in_the_notice(name: str) -> None:
    licence = (FONTS / f"{name}.OFL.txt").read_text()
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert f"{name.title()} Project Authors" in licence
    assert f"{name.title()} Project Authors" in (ROOT / "NOTICE").read_text()


def test_what_readers_read_is_in_the_fonts_or_known_to_fall_back() -> None:
    files = [*(ROOT / "app").rglob("*.md"), *(ROOT / "app").rglob("*.py")]
    letters = {letter for file in files if "node_modules" not in file.parts for letter in file.read_text()}
    assert letters - kept() - FALLS_BACK - {"\n"} == set()
