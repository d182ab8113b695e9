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


# Binary cross-entropy (``python -m tests.losscore.reference.make_bce`` wrote the file)

BCE = json.loads(Path(__file__).with_name("reference").joinpath("bce.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("label", "logit", "loss"), BCE["logits"])
def test_bce_from_a_logit_is_mpmaths(label, logit, loss):
    assert float(ls.bce_with_logits([label], [logit])) == pytest.approx(float(loss), rel=4e-16, abs=5e-324)


@pytest.mark.parametrize(("label", "probability", "loss"), BCE["probabilities"])
def test_bce_of_a_probability_is_mpmaths(label, probability, loss):
    assert float(ls.bce([label], [probability])) == pytest.approx(float(loss), rel=4e-16, abs=0)


@pytest.mark.parametrize(("name", "weights", "loss"), BCE["scikit-learn"])
def test_the_loss_of_a_problem_is_scikit_learns(name, weights, loss):
    objective = ls.PROBLEMS[name].objective
    assert float(objective(weights)) == pytest.approx(loss, rel=1e-12)
    assert float(ls.bce(objective.dataset.y, objective.probabilities(weights))) == pytest.approx(loss, rel=1e-13)
