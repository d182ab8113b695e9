"""Cut the fonts of the pages to the characters, weights and features in use.

Usage: ``make fonts``, or ``python cut.py FOLDER`` with fonttools and brotli, after ``npm ci`` beside this file.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).parent
PACKAGES = HERE / "node_modules" / "@fontsource-variable"
FEATURES = ("kern", "liga", "tnum", "ccmp", "locl", "mark")
NAMES = (0, 1, 2, 3, 4, 6, 13, 14)  # copyright, names and licence stay in the font


@dataclass(frozen=True, slots=True)
class Cut:
    """One font file.

    Attributes:
        package: the npm package.
        source: its file.
        name: of the file made.
        axes: what the font's axes are held to, a number or a range.
    """

    package: str
    source: str
    name: str
    axes: dict[str, float | tuple[float, float]]


CUTS = (
    Cut("figtree", "figtree-latin-wght-normal.woff2", "figtree", {"wght": (400, 700)}),
    Cut("newsreader", "newsreader-latin-opsz-normal.woff2", "newsreader-500", {"wght": 500, "opsz": 48}),
)


def characters(text: str) -> list[int]:
    """The code points of a list of ranges such as ``U+0020-007E``, one a line, with words after it."""
    found: list[int] = []
    for line in text.splitlines():
        if line.startswith("U+"):
            first, _, last = line.split()[0].removeprefix("U+").partition("-")
            found += range(int(first, 16), int(last or first, 16) + 1)
    return found


def cut(what: Cut, wanted: list[int], folder: Path) -> Path:
    """Make one font, with its licence beside it."""
    package = PACKAGES / what.package
    options = Options(
        layout_features=list(FEATURES), hinting=False, name_IDs=list(NAMES), notdef_outline=True, flavor=None
    )
    font = TTFont(package / "files" / what.source)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    font.flavor = None
    with TemporaryDirectory() as place:
        # Through a file: the axes are read anew from what the subset has left.
        font.save(Path(place) / "subset.ttf")
        font = instantiateVariableFont(TTFont(Path(place) / "subset.ttf"), what.axes)
        font.flavor = "woff2"
        made = folder / f"{what.name}.woff2"
        font.save(made)
    shutil.copyfile(package / "LICENSE", folder / f"{what.package}.OFL.txt")
    return made


def main() -> None:
    """Cut every font into the folder that is named."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    wanted = characters((HERE / "characters.txt").read_text())
    for what in CUTS:
        made = cut(what, wanted, folder)
        with TTFont(made) as font:
            lacking = sorted(set(wanted) - set(font.getBestCmap()))
        told = f", without {' '.join(f'U+{code:04X}' for code in lacking)}" if lacking else ""
        sys.stdout.write(f"{made.name}: {made.stat().st_size} bytes{told}\n")


if __name__ == "__main__":
    main()
