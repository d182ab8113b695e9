"""Who may import whom. The order of the app's modules is the README's table, read from there."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
ORDER = re.findall(r"^\| `app/([a-z_]+)(?:\.py|/)` ", README, flags=re.MULTILINE)
APP = sorted((ROOT / "app").rglob("*.py"))
ENTRIES = {"wsgi", "__main__", "serve", "gunicorn_settings", "squeeze"}
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


def part(module: str) -> str:
    """The row of the table that a module of the app belongs to."""
    return module.split(".")[1]


def test_every_module_of_the_app_is_in_the_table() -> None:
    there = {file.relative_to(ROOT / "app").parts[0].removesuffix(".py") for file in APP} - {"__init__"} - ENTRIES
    assert set(ORDER) == there
    assert len(ORDER) == len(set(ORDER))


def test_modules_import_only_from_above() -> None:
    assert len(APP) > 50
    wrong: dict[str, set[str]] = {}
    for file in APP:
        own = file.relative_to(ROOT / "app").parts[0].removesuffix(".py")
        if own == "__init__":
            continue
        above = set(ORDER) if own in ENTRIES else set(ORDER[: ORDER.index(own) + 1])
        if below := {part(name) for name in imports(file) if name.startswith("app.")} - above:
            wrong[str(file.relative_to(ROOT))] = below
    assert wrong == {}, "these import from below"


def test_only_the_entries_and_tests_import_the_factory() -> None:
    for file in APP:
        if "app.factory" in imports(file):
            assert file.stem in ENTRIES


def test_figures_never_import_dash() -> None:
    for file in (ROOT / "app" / "figures").glob("*.py"):
        assert not any(name.split(".")[0] == "dash" for name in imports(file))


def test_only_results_work_the_engine() -> None:
    """`landscape`, `descend`, `resume`, `verdict` and `critical_points` are called in one place."""
    for file in APP:
        if file.name in ("results.py", "network_results.py"):
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
