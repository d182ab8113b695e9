"""Grids on the wire: what the page adds up again is the ground, to less than a screen can show."""

from __future__ import annotations

import base64
import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from flask import Flask
from plotly.io.json import to_json_plotly

import losscore as ls
from app.figures.light import PARTS, differences, lighter
from app.lab.wiring import picture_link, pictures
from app.runs.results import Results
from app.runs.scene import Scene
from app.settings import ASSETS, Settings
from app.store.cache import make_cache

_CHANCE = np.random.default_rng(1)
GRIDS = {
    "a plane": np.add.outer(np.arange(50.0), np.arange(60.0)),
    "flat": np.full((50, 50), 0.7),
    "one peak": np.where(np.arange(2500).reshape(50, 50) == 1274, 1e6, 0.0),
    "rough": _CHANCE.normal(size=(50, 50)),
    "a chessboard": np.add.outer(np.arange(50), np.arange(50)) % 2 * 1.0,
    "tiny": _CHANCE.normal(size=(50, 50)) * 1e-12 + 5,
    **{
        name: ls.landscape(ls.PROBLEMS[name].objective, ls.PROBLEMS[name].window).loss
        for name in ("trap", "rugged", "plateau", "textbook")
    },
}


def in_the_browser(value: Any, tmp_path: Path) -> Any:
    """What ``assets/light.js`` makes of it."""
    given = tmp_path / "given.json"
    given.write_text(json.dumps(value))
    script = f"""require({json.dumps(str(ASSETS / "light.js"))});
      const value = globalThis.LossLandscape.light.restored(JSON.parse(require("fs").readFileSync("{given}")));
      const typed = (_, each) => (each instanceof Float32Array ? Array.from(each) : each);
      process.stdout.write(JSON.stringify(value, typed));"""
    return json.loads(subprocess.run(["node", "-e", script], check=True, capture_output=True).stdout)


@pytest.mark.parametrize("name", GRIDS)
def test_a_grid_comes_back(name: str, tmp_path: Path) -> None:
    grid = GRIDS[name]
    back = np.array(in_the_browser([differences(grid)], tmp_path)[0])
    part = np.ptp(grid) / PARTS
    assert back.shape == grid.shape
    # Half a part, and what float32 cannot tell apart.
    assert np.abs(back - grid).max() <= 0.5001 * part + np.abs(grid).max() * 2.0**-24
    assert (back.min(), back.max()) == pytest.approx((grid.min(), grid.max()), rel=1e-7)


def test_pictures_come_back_whole(tmp_path: Path) -> None:
    results = Results(make_cache(Flask("test"), Settings()), Settings())
    drawn = json.loads(to_json_plotly(pictures(results, picture_link(Scene()), "light")))
    sent = json.loads(json.dumps(lighter(drawn)))
    assert len(json.dumps(sent)) < 0.7 * len(json.dumps(drawn))
    back = in_the_browser(sent, tmp_path)
    loss = ls.landscape(ls.PROBLEMS["trap"].objective, ls.PROBLEMS["trap"].window).loss
    ground = back["contour"]["data"][0]
    assert np.abs(np.array(ground.pop("z")) - loss).max() < np.ptp(loss) / 1e5
    drawn["contour"]["data"][0].pop("z")
    assert same(back, drawn)


def same(one: Any, other: Any) -> bool:
    """Whether two figures are the same, numbers to float32's digits."""
    if isinstance(one, dict):
        if "bdata" in one:
            arrays = [np.frombuffer(base64.b64decode(each["bdata"]), f"<{each['dtype']}") for each in (one, other)]
            return bool(np.allclose(*arrays, rtol=1e-6, atol=1e-6, equal_nan=True)) and one.get("shape") == other.get(
                "shape"
            )
        return set(one) == set(other) and all(same(each, other[name]) for name, each in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def test_what_is_not_finite_travels_as_it_is() -> None:
    grid = np.zeros((50, 50), dtype="<f4")
    grid[3, 4] = np.nan
    packed = {"dtype": "f4", "bdata": base64.b64encode(grid.tobytes()).decode(), "shape": "50, 50"}
    assert lighter({"z": packed}) == {"z": packed}
