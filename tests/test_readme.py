"""What the README claims is true."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
from dataclasses import fields
from pathlib import Path

from PIL import Image

import losscore as ls
from app.lab.controls import GROUND, RULE
from app.settings import PREFIX, Settings, written

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()


def test_its_python_runs() -> None:
    assert doctest.testfile(str(ROOT / "README.md"), module_relative=False).failed == 0
    assert ">>> import losscore" in README


def test_its_settings_are_the_settings() -> None:
    rows = re.findall(rf"^\| `{PREFIX}([A-Z_]+)` \| `([^`]*)` \| (.*) \|$", README, flags=re.MULTILINE)
    assert rows == [(each.name.upper(), written(each.default), each.metadata["about"]) for each in fields(Settings)]


def test_its_commands_are_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    named = set(re.findall(r"`make ([a-z]+)`|^make ([a-z]+)$", README, flags=re.MULTILINE))
    assert {first or second for first, second in named} <= targets
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_its_files_are_there() -> None:
    for link in re.findall(r"\]\(([^)h#][^)]*)\)", README):
        assert (ROOT / link).exists(), link
    for path in re.findall(r"`((?:app|assets|losscore|tests)/[A-Za-z_./]*)`", README):
        assert (ROOT / path).exists(), path


def test_its_picture_is_a_real_one_and_in_the_first_screenful() -> None:
    assert README[: README.index("## Run it")].count("\n") < 25
    with Image.open(ROOT / "assets" / "images" / "lab.png") as picture:
        assert picture.size == (1366, 650)
        assert len(picture.convert("RGB").getcolors(10**6) or []) > 5000


def test_every_problem_optimizer_and_schedule_is_in_the_lab() -> None:
    offered = {control.field: set(control.labels or {}) for control in (*GROUND, *RULE)}
    assert offered["problem"] == {*ls.PROBLEMS, "own"}
    assert offered["optimizer"] == set(ls.OPTIMIZERS)
    assert offered["schedule"] == set(ls.SCHEDULES)


def test_ci_runs_what_it_names() -> None:
    script = (ROOT / ".ci" / "run").read_text()
    assert "make --no-print-directory check" in script
    assert "make --no-print-directory test" in script


def test_nothing_of_where_it_was_made_is_in_it() -> None:
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    words = re.compile(r"/work/|\.\./shared|image-check|pypi\.org|pythonhosted|npmjs|file:///|/root/")
    for name in files:
        if name == "tests/test_readme.py" or name.endswith((".png", ".csv", ".woff2")):
            continue
        found = words.search((ROOT / name).read_text())
        assert not found, f"{name}: {found and found.group()}"
