"""What the documentation says is true: examples, the table of problems, the list of files, the time to import."""

import contextlib
import doctest
import importlib
import io
import pkgutil
import re
import subprocess
import sys

import pytest

import losscore
from tests.losscore import readme

NAMES = ["losscore", *(module.name for module in pkgutil.walk_packages(losscore.__path__, "losscore."))]


WITH_EXAMPLES = [
    name for name in NAMES if any(test.examples for test in doctest.DocTestFinder().find(importlib.import_module(name)))
]


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_examples(name):
    failed, tried = doctest.testmod(importlib.import_module(name))
    assert tried > 0
    assert failed == 0


# What the README and the package's own docstring lead to.
SHOWN = {
    "Objective",
    "Dataset.from_csv",
    "own_problem",
    "moons",
    "bce",
    "bce_with_logits",
    "anatomy",
    "descend",
    "basins",
}
SHOWN |= {"Path.stability", "Network", "NetworkObjective", "network_slice", *losscore.SCHEDULES}


def test_what_somebody_meets_first_has_an_example():
    """The functions, rules and schedules that the package's own docstring or its README lead to."""
    finder = doctest.DocTestFinder()
    shown = {
        test.name.removeprefix(f"{name}.")
        for name in WITH_EXAMPLES
        for test in finder.find(importlib.import_module(name))
        if test.examples
    }
    assert not SHOWN - shown


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
    """A fresh Python that imports everything and lists the problems has looked for no critical point of any."""
    code = (
        "import losscore, losscore.critical, losscore.problem as problem\n"
        "def asked(*_): raise SystemExit('critical points were looked for')\n"
        "losscore.critical.critical_points = problem.critical_points = asked\n"
        "assert 'trap' in losscore.PROBLEMS and len(list(losscore.PROBLEMS)) > 5\n"
        "losscore.PROBLEMS['trap'].title\n"
        "print('ready')\n"
        "losscore.PROBLEMS['trap'].critical_points"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "ready\n", done.stderr
    assert done.stderr == "critical points were looked for\n"
