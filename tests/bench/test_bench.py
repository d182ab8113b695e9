import subprocess
import sys


def test_every_benchmark_runs():
    done = subprocess.run([sys.executable, "-m", "tests.bench", "--quick"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    for words in (
        "Grids of",
        "Growth",
        "A step on",
        "Basins of",
        "Accuracy",
        "Slices of",
        "A step of Adam",
        "Curvature",
    ):
        assert words in done.stdout


def test_an_unknown_benchmark_is_refused():
    done = subprocess.run([sys.executable, "-m", "tests.bench", "nothing"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "no benchmark is called nothing" in done.stderr
