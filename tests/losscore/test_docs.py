"""What the documentation says is true: examples, the table of problems, the list of files, the time to import."""

import contextlib
import doctest
import importlib
import io
import pkgutil
import re
import subprocess
import sys
import time

import pytest

import losscore
from tests.losscore import readme

NAMES = ["losscore", *(module.name for module in pkgutil.walk_packages(losscore.__path__, "losscore."))]


@pytest.mark.parametrize("name", NAMES)
def test_examples(name):
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0


def test_there_are_examples():
    finder = doctest.DocTestFinder(exclude_empty=True)
    assert sum(bool(test.examples) for name in NAMES for test in finder.find(importlib.import_module(name))) >= 15


def test_the_table_of_problems_is_current():
    assert readme.README.read_text(encoding="utf-8") == readme.current(), "run: python -m tests.losscore.readme"


EXAMPLES = re.findall(r"```python\n(.*?)```.*?```text\n(.*?)```", readme.README.read_text("utf-8"), re.S)


@pytest.mark.parametrize(("code", "printed"), EXAMPLES)
def test_the_examples_of_the_readme_print_what_they_say(code, printed):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(code, {})  # noqa: S102 - our own example
    assert out.getvalue() == printed


def test_the_readme_has_examples():
    assert len(EXAMPLES) == 2


def test_the_readme_names_every_file():
    text = readme.README.read_text(encoding="utf-8")
    top = {path.name for path in readme.README.parent.iterdir() if path.suffix == ".py"}
    for name in sorted(top - {"__init__.py", "checks.py", "lazy.py"}):
        assert f"`{name}`" in text, name


def test_it_is_imported_in_no_time():
    """In at most twice the time of numpy itself, best of five."""
    timed = (
        "import time; begin = time.perf_counter(); import numpy; there = time.perf_counter(); import losscore; "
        "print((time.perf_counter() - there) / (there - begin))"
    )
    taken = [
        float(subprocess.run([sys.executable, "-c", timed], capture_output=True, text=True, check=True).stdout)
        for _ in range(5)
    ]
    assert min(taken) < 2


def test_it_makes_nothing_before_it_is_asked():
    begin = time.perf_counter()
    assert "trap" in losscore.PROBLEMS
    assert time.perf_counter() - begin < 0.01
