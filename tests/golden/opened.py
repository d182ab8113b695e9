"""An address, opened by the app's own code: what it means, and where it ends."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

from flask import Flask

from app.hike import link as hike_link
from app.hike.ending import ending
from app.hike.walk import track
from app.lesson.address import opened as lesson_opened
from app.link.frame import read as read_frame
from app.networks.presets import SCENES
from app.networks.results import NetworkResults
from app.networks.scene import NetworkScene
from app.networks.scene import from_link as network_link
from app.pages import PAGES
from app.practice import exercise, read_place
from app.runs.results import Results
from app.runs.scene import Scene, from_link
from app.settings import Settings
from app.store.cache import make_cache
from app.teach.presets import expanded

_SETTINGS = Settings()
_CACHE = make_cache(Flask("golden"), _SETTINGS)
RESULTS, NETWORKS = Results(_CACHE, _SETTINGS), NetworkResults(_CACHE)


def meaning(address: str) -> dict[str, Any]:
    """What an address means: the frame around its page, the lesson's step, the scene, as JSON has values."""
    path, _, query = address.partition("?")
    assert path in PAGES, f"there is no page at {path!r}"
    frame, rest, _ = read_frame(path, query)
    query, _ = expanded(path, rest)
    made: dict[str, Any] = {"frame": asdict(frame)}
    if path == "/hike":
        hike, _ = hike_link.read(RESULTS, query)
        made |= {"scene": asdict(hike)}
    elif path == "/practice":
        made |= {"scene": asdict(read_place(query)[0])}
    elif path != "/teach":
        step, query, _ = lesson_opened(query)
        scene: Scene | NetworkScene = network_link(query, SCENES)[0] if path == "/networks" else from_link(query)[0]
        made |= {"lesson": step.slug if step else None, "scene": asdict(scene)}
    result: dict[str, Any] = json.loads(json.dumps(made))
    return result


def ends(address: str, *, nudge: float = 0.0) -> list[dict[str, Any]]:
    """Where an address ends, each run of it.

    Args:
        address: path and query.
        nudge: added to the start of each run of the lab, to see what a last digit comes to.
    """
    path, _, query = address.partition("?")
    _, rest, _ = read_frame(path, query)
    query, _ = expanded(path, rest)
    if path == "/":
        return [_end(run, nudge) for run in from_link(lesson_opened(query)[1])[0].runs()]
    if path == "/networks":
        return [_trained(each) for each in network_link(lesson_opened(query)[1], SCENES)[0].trainings()]
    if path == "/hike":
        hike, _ = hike_link.read(RESULTS, query)
        felt = track(hike)
        end: dict[str, Any] = {"weights": felt.weights[-1].tolist(), "loss": float(felt.altitudes[-1])}
        if not hike.revealed:
            return [end]
        walkers = ending(RESULTS, hike).walkers
        return [end | {"where": walkers[0].where}, *({"where": each.where, "down": each.down} for each in walkers[1:])]
    if path == "/practice":
        place, _ = read_place(query)
        asked = exercise(place.seed, place.problem)
        return [{"kind": asked.kind, "values": [json.loads(json.dumps(value)) for value in asked.values]}]
    return []


def _end(run: Scene, nudge: float) -> dict[str, Any]:
    if nudge:
        a, b = run.start_weights
        run = replace(run, start=(a + nudge, b + nudge))
    path = RESULTS.path(run)
    return {
        "steps": len(path),
        "weights": path.weights[-1].tolist(),
        "loss": float(path.losses[-1]),
        "outcome": str(RESULTS.verdict(run).kind),
    }


def _trained(training: NetworkScene) -> dict[str, Any]:
    whole = NETWORKS.training(training)
    return {"loss": float(whole.losses[-1]), "accuracy": float(whole.accuracies[-1]), "steps": len(whole.losses) - 1}
