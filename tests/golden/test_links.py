"""Golden links: a teacher's address outlives us. What `links.json` holds is never changed, only added to."""

from __future__ import annotations

import base64
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.kit.components import plain
from app.lab.wiring import answer
from app.pages import page
from tests.golden.opened import RESULTS, ends, meaning
from tests.load.page import components

LINKS = json.loads(Path(__file__).with_name("links.json").read_text(encoding="utf-8"))
BY_ADDRESS = {link["address"]: link for link in LINKS}
NEAR = 1e-9  # of a number: what mathematical libraries of other processors may differ by
REFERENCE = Path(__file__).parent.parent / "losscore" / "reference" / "paths.json"
# Addresses whose end PyTorch has computed, by the names of its runs in that file.
BY_PYTORCH = {
    "/?problem=bowl&start=-3,4&optimizer=GradientDescent&learning_rate=0.3&steps=200": "bowl|GradientDescent||0.0",
    "/?problem=trap&start=4.2,0.3&optimizer=Momentum&learning_rate=0.05&momentum=0.9&schedule=CosineDecay&steps=200": (
        "trap|Momentum|CosineDecay|0.0"
    ),
    "/?problem=saddle&start=2,-1.5&optimizer=Adam&learning_rate=0.05&steps=200": "saddle|Adam||0.0",
    "/?problem=band&start=-5.2,2.2&optimizer=Nesterov&learning_rate=0.05&momentum=0.9&weight_decay=0.02&steps=200": (
        "band|Nesterov||0.02"
    ),
    "/?problem=plateau&start=4,2.5&optimizer=RMSProp&learning_rate=0.01&steps=200": "plateau|RMSProp||0.0",
    "/?problem=tiny&start=-1.5,2.5&optimizer=AdaGrad&learning_rate=0.3&steps=200": "tiny|AdaGrad||0.0",
    "/?problem=bowl&start=-3,4&optimizer=AdamW&learning_rate=0.05&weight_decay=0.01&steps=200": "bowl|AdamW||0.0",
    "/?problem=trap&start=4.2,0.3&optimizer=Momentum&learning_rate=0.05&momentum=0.9&schedule=OneCycle&steps=200": (
        "trap|Momentum|OneCycle|0.0"
    ),
    "/?problem=bowl&start=-3,4&optimizer=GradientDescent&learning_rate=0.3&schedule=ExponentialDecay&steps=200": (
        "bowl|GradientDescent|ExponentialDecay|0.0"
    ),
}


def near(now: Any, golden: Any) -> bool:
    """Whether what is now holds all that the golden value says; a later version may say more."""
    if isinstance(golden, dict):
        return isinstance(now, dict) and all(name in now and near(now[name], each) for name, each in golden.items())
    if isinstance(golden, list):
        return isinstance(now, list) and len(now) == len(golden) and all(map(near, now, golden))
    if isinstance(golden, float):
        return isinstance(now, (int, float)) and math.isclose(now, golden, rel_tol=NEAR, abs_tol=1e-12)
    return bool(now == golden) and isinstance(now, bool) == isinstance(golden, bool)


def test_there_are_enough_of_every_kind() -> None:
    assert len(LINKS) == len(BY_ADDRESS) >= 60
    for path, least in (("/", 40), ("/hike", 4), ("/networks", 4), ("/practice", 5), ("/teach", 2)):
        assert sum(address.partition("?")[0] == path for address in BY_ADDRESS) >= least, path


@pytest.mark.parametrize("address", BY_ADDRESS)
def test_it_means_the_same(address: str) -> None:
    now = meaning(address)
    assert near(now, BY_ADDRESS[address]["meaning"]), now


@pytest.mark.parametrize("address", BY_ADDRESS)
def test_it_ends_the_same(address: str) -> None:
    now = ends(address)
    assert near(now, BY_ADDRESS[address]["ends"]), now


@pytest.mark.parametrize("address", [address for address in BY_ADDRESS if address.partition("?")[0] == "/"])
def test_the_page_of_the_lab_plays_to_that_end(address: str) -> None:
    """As the browser has it: the page of the address names its runs, and their pieces lead to the golden end."""
    path, _, query = address.partition("?")
    tree = plain(page(RESULTS, {"path": path, "search": f"?{query}" if query else "", "dark": False}))
    run = next(each["data"] for each in components(tree) if each.get("id") == "store-run")
    golden = BY_ADDRESS[address]
    assert len(run["runs"]) == len(golden["ends"])
    assert bool(run["veiled"]) == bool(golden["meaning"]["lesson"])
    for key, end in zip(run["runs"], golden["ends"], strict=True):
        first: int | None = 0
        while first is not None:
            (piece,) = json.loads(answer(RESULTS, {"pieces": [{"run": key, "first": first}]}))
            first = piece["next"]
        weights = np.frombuffer(base64.b64decode(piece["weights"]["bdata"]), "<f8").reshape(-1, 2)
        assert near(weights[-1].tolist(), end["weights"])
        assert piece["outcome"]["kind"] == end["outcome"]


@pytest.mark.parametrize("address", BY_PYTORCH)
def test_golden_ends_are_pytorchs(address: str) -> None:
    stored = json.loads(REFERENCE.read_text(encoding="utf-8"))[BY_PYTORCH[address]]
    (end,) = BY_ADDRESS[address]["ends"]
    assert np.allclose(end["weights"], stored[-1], rtol=1e-9, atol=1e-12)


def test_golden_ends_are_those_of_pencil_and_paper() -> None:
    (one,) = BY_ADDRESS["/?problem=tiny&start=0,0&optimizer=GradientDescent&learning_rate=1&steps=1"]["ends"]
    # From 0 every p is 1/2, so the slope is the mean of (1/2 - y) x and of (1/2 - y): -2/5 and 1/10.
    assert one["weights"] == pytest.approx([0.4, -0.1], rel=1e-15)
    losses = [
        math.log1p(math.exp(-(2 * y - 1) * (0.4 * x - 0.1))) for x, y in zip(range(-2, 3), (0, 0, 1, 0, 1), strict=True)
    ]
    assert one["loss"] == pytest.approx(sum(losses) / 5, rel=1e-14)
    (step,) = BY_ADDRESS["/?problem=textbook&optimizer=GradientDescent&learning_rate=0.5&start=-2.5,2.5&steps=1"][
        "ends"
    ]
    slope = -2.5 / 5 + 0.5 * math.cos(-2.5) * math.sin(2.5)
    assert step["weights"] == pytest.approx([-2.5 - 0.5 * slope, 2.5 + 0.5 * slope], rel=1e-15)
    # The rest of the textbook's way is downhill to where w/5 = -cos(w) sin(-w) / 2, by bisection.
    low, high = 1.0, 1.2
    for _ in range(60):
        w = (low + high) / 2
        low, high = (w, high) if w / 5 - 0.5 * math.cos(w) * math.sin(w) < 0 else (low, w)
    (star,) = BY_ADDRESS["/?problem=textbook&optimizer=GradientDescent&learning_rate=0.5"]["ends"]
    assert star["weights"] == pytest.approx([-low, low], rel=1e-9)
    assert star["loss"] == pytest.approx(low**2 / 5 - 0.5 * math.sin(low) ** 2 + 2, rel=1e-12)


def test_near_can_tell_apart() -> None:
    golden = {"weights": [1.0, 2.0], "kind": "lowest", "step": None, "deep": [{"a": 1}]}
    assert near(golden | {"more": 1, "weights": [1.0 + 1e-10, 2]}, golden)
    for changed in (
        {"weights": [1.0 + 1e-8, 2.0]},
        {"weights": [1.0]},
        {"kind": "saddle"},
        {"step": 0},
        {"deep": [{"a": True}]},
        {"deep": [{"b": 1}]},
    ):
        assert not near(golden | changed, golden)
