"""The files that the browser loads, under names that change with their contents, so that they are fetched once.

Dash's own addresses name some files by version and time, others (those that scripts load later, plotly.js) not at all,
and sends them uncompressed. Here each file is at ``_files/<digest of all>/<package>/<path>``: kept by browsers for a
year, compressed beforehand, and answered with 304 without looking at it again.
"""

from __future__ import annotations

import hashlib
import mimetypes
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dash import Dash
from dash.fingerprint import check_fingerprint
from flask import Flask, Response
from plotly.offline import get_plotlyjs_version

from app.kit import phrases
from app.serve import modules
from app.serve.packed import ASK_AGAIN, FOREVER, Packed, Shelf, pack
from app.serve.refusals import refusal
from app.settings import ASSETS

PLOTLY = "plotly/package_data/plotly.min.js"
_GRAPH = "dash/dcc/async-graph.js"
CUT_PLOTLY = Path(__file__).with_name("plotly") / "plotly.min.js"
SMALL = Path(__file__).with_name("small")  # what plotly/small.mjs makes of our scripts and styles
POLYFILL = "dash/deps/polyfill@7.12.1.min.js"  # for browsers of 2015; of all of it Dash's components need one function
UNUSED = ("dash/dash_table/",)  # Dash puts it into every page, and no page of ours has such a table
# Files that some pages alone need, with those pages: the others do not load them.
_WITH_RUNS = ("lab", "hike", "networks")
OF_PAGES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("basin.js", "arrows.js", "ranking.js", "table.js"), ("lab",)),
    **dict.fromkeys(("draw.js", "clip.js", "owntable.js", "file.js"), ("lab", "networks")),
    **dict.fromkeys(("path.js", "player.js", "light.js", "near.js", "touch.css"), _WITH_RUNS),
    **dict.fromkeys(("work.js", "count.js", "networks.css"), ("networks",)),
    "stage.css": (*_WITH_RUNS, "practice"),
    **dict.fromkeys(("pages/lesson.js", "lesson.css"), ("lab", "networks")),
    "hike.css": ("hike",),
    "practice.css": ("practice",),
    "teach.css": ("teach",),
}
_SHORTENED = (".js", ".css")
_SERVED = (".js", ".css", ".svg", ".png", ".woff2", ".ico")
_SOURCE = re.compile(r'(?:src|href)="([^"]+)"')
_READ = Shelf()
_TAG = re.compile(r"<script src=\"[^\"]+\"[^>]*></script>|<link [^>]*>")


@dataclass(frozen=True, slots=True)
class Files:
    """Every file by its name (``package/path``), and the digest of all of them."""

    sources: Mapping[str, Path]
    digest: str
    prefix: str  # of the addresses that the browser asks for, ending with /

    def address(self, name: str) -> str:
        """Where the browser finds a file."""
        return f"{self.prefix}_files/{self.digest}/{name}"

    def read(self, name: str) -> Packed:
        """A file, compressed."""
        path = self.sources[name]
        there = path.stat()
        # Read and named by its digest once, until it is written anew.
        return _READ.get(path, lambda: _read(path), (there.st_mtime_ns, there.st_size))

    def early(self) -> str:
        """Tags by which a page with pictures begins to fetch what they need before it knows them."""
        return "\n".join(f'<link rel="preload" as="script" href="{self.address(name)}">' for name in (PLOTLY, _GRAPH))

    def modules(self, page: str) -> tuple[str, str]:
        """A page's ES modules as tags: those for its head, which name all of them early, and the one that starts them.

        Both are empty for a page without modules.
        """
        entry = modules.entry_of(page)
        if entry not in self.sources:
            return "", ""
        names = (entry, *modules.imported(self.sources, entry))
        early = "\n".join(f'<link rel="modulepreload" href="{self.address(name)}">' for name in names)
        return early, f'<script type="module" src="{self.address(entry)}"></script>'

    def phrases(self, page: str) -> str:
        """The tags of what a page's scripts say."""
        return "".join(f'<script src="{self.address(name)}"></script>' for name in phrases.phrases(page))

    def renamed(self, tags: str, page: str = "") -> str:
        """Dash's tags with our addresses, without what no page uses, or only other pages do."""
        others = {f"assets/{name}" for name, pages in OF_PAGES.items() if page and page not in pages}
        kept = []
        for tag in _TAG.findall(tags):
            match = _SOURCE.search(tag)
            name = self._name(match.group(1)) if match else ""
            if name.startswith(UNUSED) or name in others:
                continue
            kept.append(tag.replace(match.group(1), self.address(name)) if match and name in self.sources else tag)
        return "\n".join(kept)

    def _name(self, address: str) -> str:
        """Which file one of Dash's addresses means."""
        path: str = address.removeprefix(self.prefix).partition("?")[0]
        if path.startswith("_dash-component-suites/"):
            return str(check_fingerprint(path.removeprefix("_dash-component-suites/"))[0])
        return path


def _read(path: Path) -> Packed:
    if path.suffix == ".md":
        return pack(phrases.script(path), "text/javascript")
    return pack(path.read_bytes(), mimetypes.guess_type(path.name)[0] or "application/octet-stream")


def cut_plotly() -> Path | None:
    """The plotly.js with only our traces, if it was built, and from the version that plotly.py speaks to."""
    if not CUT_PLOTLY.exists():
        return None
    with CUT_PLOTLY.open(encoding="utf-8") as file:
        first = file.readline()
    return CUT_PLOTLY if f"plotly.js v{get_plotlyjs_version()} " in first else None


def small(folder: Path, sources: Mapping[str, Path]) -> dict[str, Path]:
    """Our scripts and styles as few bytes, by name, if they were made of exactly those that are there.

    Args:
        folder: where plotly/small.mjs has written them.
        sources: every file as it is written.
    """
    made_of = folder / "digest.txt"
    if not made_of.exists():
        return {}
    written = {
        name.removeprefix("assets/"): path
        for name, path in sources.items()
        if name.startswith("assets/") and path.suffix in _SHORTENED
    }
    if made_of.read_text(encoding="ascii") != _digest(written):
        return {}
    made = (path for path in folder.rglob("*") if path.suffix in _SHORTENED)
    return {f"assets/{path.relative_to(folder).as_posix()}": path for path in made}


def _digest(files: Mapping[str, Path]) -> str:
    """Of the names and contents of all; plotly/small.mjs makes the same."""
    total = hashlib.sha256()
    for name, path in sorted(files.items()):
        total.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def collect(app: Dash) -> Files:
    """Every file that a page of this app may load. The app must have answered a request, so that it knows them."""
    sources = dict(_of_packages(app))
    sources |= {
        f"assets/{path.relative_to(ASSETS).as_posix()}": path
        for path in sorted(ASSETS.rglob("*"))
        if path.suffix in _SERVED
    }
    sources |= small(SMALL, sources)
    sources |= phrases.sources()
    cut = cut_plotly()
    if cut:
        sources[PLOTLY] = cut
        sources["plotly/package_data/plotly.licenses.txt"] = cut.with_name("plotly.licenses.txt")
        sources[POLYFILL] = cut.with_name("runtime.min.js")
    return Files(sources, _digest(sources)[:16], app.config.requests_pathname_prefix)


def _of_packages(app: Dash) -> Iterator[tuple[str, Path]]:
    for package, paths in app.registered_paths.items():
        folder = Path(str(sys.modules[package].__file__)).parent
        for path in paths:
            if path.endswith(_SERVED) and (folder / path).exists():
                yield f"{package}/{path}", folder / path


def install(server: Flask, files: Files) -> None:
    """``/_files/...``; a name of another version gets today's file, but not for keeps."""

    @server.get("/_files/<string:digest>/<path:name>")
    def file(digest: str, name: str) -> Response:
        if name not in files.sources:
            return refusal(404)
        return files.read(name).reply(FOREVER if digest == files.digest else ASK_AGAIN)
