"""What the examples claim, measured. The numbers in the claims are read from there, so neither can change alone."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import settings

import losscore as ls
from app.networks.presets import PRESETS
from app.networks.results import COARSE, NetworkResults, objective
from tests.app.test_networks import directly, fresh

# Long training in many layers magnifies the last digit of a number, and that one differs from processor to processor.
# So each claim must also be true of starts that differ by no more than that.
ALL = settings.get_current_profile_name() == "explore"


@pytest.fixture(params=range(12 if ALL else 2), ids=lambda number: f"processor {number}")
def source(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> NetworkResults:
    """What the page computes: on this processor, or where each number of the start has another last digit."""
    start = ls.Network.start

    def nearly(network: ls.Network, seed: int) -> np.ndarray:
        weights = start(network, seed)
        noise = np.random.default_rng(request.param).choice([-1.0, 0.0, 1.0], weights.shape)
        return weights + noise * np.spacing(weights)

    if request.param:
        monkeypatch.setattr(ls.Network, "start", nearly)
    return fresh()


pytestmark = pytest.mark.usefixtures("source")


def numbers(name: str) -> list[float]:
    return [float(each.replace(",", "")) for each in re.findall(r"\d[\d,]*(?:\.\d+)?", PRESETS[name].claim)]


def ends(name: str) -> list[ls.Path]:
    return [directly(training) for training in PRESETS[name].scene.trainings()]


def test_moons() -> None:
    scene = PRESETS["moons"].scene
    (path,) = ends("moons")
    weights, steps, begin, end, share = numbers("moons")
    assert (scene.network.size, scene.steps) == (weights, steps)
    assert path.losses[0].round(3) == begin
    assert path.losses[-1].round(3) == end
    assert 100 * ls.path_plane(path.weights).explained.sum() > share


def test_skips(source: NetworkResults) -> None:
    scene = PRESETS["skips"].scene
    layers, times = numbers("skips")
    assert scene.layers == layers
    without, with_skips = (len(source.minima(scene, run, 101)) for run in (0, 1))
    assert without > times * with_skips


def test_way_down(source: NetworkResults) -> None:
    found = source.way(PRESETS["way-down"].scene, 0, 0)
    assert found["of"] > 5
    assert found["down"]
    assert found["lowest"] < found["loss"]


def test_batches() -> None:
    examples, batch = numbers("batches")
    one, two = PRESETS["batches"].scene.trainings()
    assert (len(one.dataset), one.batch, two.batch) == (examples, 0, batch)
    assert one.optimizer == "Momentum"
    sharp = [ls.curvatures(objective(each), directly(each).weights[-1]).highest.value for each in (one, two)]
    assert sharp[1] < sharp[0] / 4


def test_optimizers() -> None:
    adam, plain = ends("optimizers")
    assert PRESETS["optimizers"].scene.steps == numbers("optimizers")[0]
    assert adam.losses[-1] < plain.losses[-1] * 2 / 3


def test_three(source: NetworkResults) -> None:
    scene = PRESETS["three"].scene
    training = scene.trainings()[0]
    finals = [directly(each) for each in (training, *scene.helpers(training))]
    losses = [path.losses[-1] for path in finals]
    assert max(losses) < 0.06
    between = ls.line_between(finals[0].weights[-1], finals[1].weights[-1], np.linspace(0, 1, 101))
    assert objective(training)(between).max() > numbers("three")[0]
    grid = source.slice(scene, 0, COARSE)
    assert grid.loss.max() > 1


def test_line() -> None:
    (path,) = ends("line")
    along = path.weights[-1] - path.weights[0]
    offset = path.weights - path.weights[0]
    aside = offset - np.outer(offset @ along / (along @ along), along)
    assert np.linalg.norm(aside, axis=1).max() > 0.1 * np.linalg.norm(along), "the path bends"


def test_spirals() -> None:
    scene = PRESETS["spirals"].scene
    examples, steps = numbers("spirals")
    assert (len(scene.dataset), scene.steps, scene.layers, scene.width) == (examples, steps, 3, 8)
    (path,) = ends("spirals")
    assert float(objective(scene).accuracy(path.weights[-1])) == 1.0


def test_smallest() -> None:
    scene = PRESETS["smallest"].scene
    (path,) = ends("smallest")
    assert scene.network.size == 9
    assert scene.steps == numbers("smallest")[0]
    assert float(objective(scene).accuracy(path.weights[-1])) < 0.9


@pytest.mark.parametrize("name", PRESETS)
def test_every_example_has_a_test_of_its_claim(name: str) -> None:
    assert f"test_{name.replace('-', '_')}" in globals()
    assert len(PRESETS[name].claim.split()) <= 45
