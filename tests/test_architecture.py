"""Who may import whom: the six rules of the README's "Where things are", held to the code's own imports."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
APP = sorted((ROOT / "app").rglob("*.py"))
PAGES = ("lab", "networks", "hike", "practice", "lesson")
# From the bottom up. A room imports rooms of lower floors only, and nobody imports an entry.
FLOORS = (
    ("settings", "version", "messages"),
    ("link",),
    ("store",),
    ("kit",),
    ("figures",),
    ("runs",),
    PAGES,
    ("teach",),
    ("preview",),
    ("framed",),
    ("pages",),
    ("serve",),
    ("factory",),
)
ENTRIES = ("wsgi", "__main__", "squeeze")
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
# A page's folder imports no other page's folder, but for these: the lesson's card stands in the lab and on the page of
# networks, a step's address may open either, and a step shows a copy of one of their controls in its sentence.
BETWEEN_PAGES = {("lab", "lesson"), ("networks", "lesson"), ("lesson", "networks"), ("lesson", "lab")}
# Still to go: the frame of a page and the header know the pages' controls by name, until each page hands
# them a record of its own. Whatever is mended is taken out here; nothing comes in.
UP = {("link", "lab"), ("link", "networks"), ("link", "kit"), ("kit", "lab"), ("kit", "runs")}
PRODUCT = {"app", "losscore", "assets", "tests", "Dockerfile", "pyproject.toml", "README.md"}
DEMANDED_BY_TOOLS_AND_READERS = {"LICENSE", "NOTICE", "Makefile", "requirements.lock", "requirements-test.lock"}
# The shape for several machines: Docker Compose looks for a file of this name here.
DEMANDED_BY_TOOLS_AND_READERS |= {"compose.yaml"}


def imports(file: Path) -> set[str]:
    """Every module that a file imports, by its full name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return found


def room(file: Path) -> str:
    """The room that a file of the app stands in: its folder, or its own name."""
    return file.relative_to(ROOT / "app").parts[0].removesuffix(".py")


def uses() -> Iterator[tuple[Path, str, str]]:
    """Each import from one room of the app by another: file, its room, the other room."""
    for file in APP:
        own = room(file)
        for name in imports(file):
            other = name.split(".")[1] if name.startswith("app.") else own
            if other != own and own not in ("__init__", *ENTRIES):
                yield file, own, other


def test_every_room_has_a_floor() -> None:
    assert {room(file) for file in APP} - {"__init__", *ENTRIES} <= set(FLOOR)


def test_imports_go_down_only() -> None:
    up = {
        (own, other): f"{file.relative_to(ROOT)} imports app.{other}"
        for file, own, other in uses()
        if FLOOR.get(other, len(FLOORS)) >= FLOOR[own] and not {own, other} <= set(PAGES)
    }
    assert [sentence for pair, sentence in up.items() if pair not in UP] == []
    assert set(up) >= UP, "taken out of the code, so take it out of this list too"


def test_no_page_imports_another_page() -> None:
    between = {(own, other) for _, own, other in uses() if own in PAGES and other in PAGES}
    assert between <= BETWEEN_PAGES


def test_only_wiring_knows_callbacks_and_only_pages_know_components() -> None:
    for file in APP:
        names = imports(file)
        if room(file) in PAGES and file.stem != "wiring":
            assert not names & {"dash.Input", "dash.Output", "dash.State"}, file
        if room(file) in (*PAGES, "teach") and file.stem not in ("wiring", "page", "card", "check_card", "diagram"):
            assert not any(name.split(".")[0] == "dash" for name in names), file
        if room(file) in ("figures", "link", "store", "runs"):
            assert not any(name.split(".")[0] == "dash" for name in names), file


def test_only_results_work_the_engine() -> None:
    """`landscape`, `descend`, `resume`, `verdict` and `critical_points` are called in one place of each folder."""
    for file in APP:
        if file.name == "results.py":
            continue
        calls = {
            node.func.attr
            for node in ast.walk(ast.parse(file.read_text()))
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "ls"
        }
        work = {"landscape", "descend", "resume", "verdict", "critical_points", "basins"}
        assert not calls & (work | {"network_slice", "slice_rows", "path_plane", "curvatures", "way_down"}), file


def test_losscore_works_without_the_app() -> None:
    code = (
        "import losscore, sys; print([m for m in sys.modules if m.split('.')[0] in ('app', 'dash', 'plotly', 'flask')])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_top_level_holds_only_what_it_may() -> None:
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    top = {name.split("/")[0] for name in done.stdout.splitlines()}
    assert {name for name in top if not name.startswith(".")} <= PRODUCT | DEMANDED_BY_TOOLS_AND_READERS
    assert {name for name in top if name.startswith(".")} <= {
        ".ci", ".gitignore", ".dockerignore", ".editorconfig", ".gitattributes",
    }  # fmt: skip
