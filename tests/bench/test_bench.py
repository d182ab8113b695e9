import subprocess
import sys

import pytest

from tests.bench.__main__ import NAMES
from tests.wide import wide

PRINTS = {
    "engine": ("Grids of", "Growth", "A step on", "Basins of", "Accuracy"),
    "networks": ("Slices of", "A step of Adam", "Curvature"),
    "page": ("Kilobytes over the wire",),
    "browser": (
        "until it is drawn",
        "script per frame, four such runs",
        "played in a loop",
        "at the end of one run",
        "slider to",
    ),
}


def test_every_benchmark_is_tried():
    assert set(PRINTS) == set(NAMES)


# One by one, so that the browser's share the processors.
@pytest.mark.parametrize("name", wide(PRINTS, ("engine", "networks", "page")))
def test_every_benchmark_runs(name):
    command = [sys.executable, "-m", "tests.bench", "--quick", name]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    for words in PRINTS[name]:
        assert words in done.stdout


def test_an_unknown_benchmark_is_refused():
    done = subprocess.run([sys.executable, "-m", "tests.bench", "nothing"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "no benchmark is called nothing" in done.stderr
