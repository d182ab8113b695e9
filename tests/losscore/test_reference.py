"""Paths against PyTorch's, 200 steps in float64 (``python -m tests.losscore.reference.make`` wrote the file)."""

import json
from pathlib import Path

import numpy as np
import pytest

import losscore as ls
from tests.losscore.reference import runs

STORED = json.loads(Path(__file__).with_name("reference").joinpath("paths.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("run", runs.all_runs(), ids=lambda run: "-".join(str(part) for part in run if part))
def test_the_path_is_pytorchs(run):
    name, rule, schedule, decay = run
    settings = dict(runs.RULES[rule])
    settings.setdefault("weight_decay", decay)
    if schedule:
        settings["learning_rate"] = ls.SCHEDULES[schedule](settings["learning_rate"], **runs.SCHEDULES[schedule])
    optimizer = ls.OPTIMIZERS[rule](**settings)
    path = ls.descend(ls.PROBLEMS[name].objective, optimizer, runs.PROBLEMS[name], runs.STEPS)
    stored = np.array(STORED["|".join(map(str, run))])
    np.testing.assert_allclose(path.weights[list(runs.ROWS)], stored, rtol=0, atol=1e-12)


def test_every_stored_path_is_compared():
    assert set(STORED) == {"made with", *("|".join(map(str, run)) for run in runs.all_runs())}
