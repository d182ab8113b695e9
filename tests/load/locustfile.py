"""A learner, as the server sees one: opens, plays, changes a control, opens another scene, leaves; about every 3 s.

Run by ``python -m tests.load``; what was measured is written as JSON to the file that ``LOAD_RESULT`` names.
"""

from __future__ import annotations

import json
import os
import random
import re
import time
from pathlib import Path
from typing import Any

from locust import FastHttpUser, events, task

# What a class opens: the start, and the scenes that a teacher linked to.
SCENES = ("", "?problem=bowl", "?problem=saddle", "?problem=ravine", "?problem=rugged&rules=Adam,learning_rate:0.1")
RATES = ("0.05", "0.1", "0.2", "0.3", "0.5", "0.8")
CALLBACK = "/_dash-update-component"
taken: list[tuple[float, str, float]] = []
counted = {"pieces": 0, "steps": 0, "visits": 0}
since = [time.time()]


@events.request.add_listener
def note(request_type: str, name: str, response_time: float, **_: Any) -> None:  # noqa: ARG001  locust's names
    taken.append((time.time(), name, response_time))


@events.spawning_complete.add_listener
def everybody_is_here(**_: Any) -> None:
    """The warm-up is over."""
    taken.clear()
    counted.update(dict.fromkeys(counted, 0))
    since[0] = time.time()


@events.quitting.add_listener
def write(environment: Any, **_: Any) -> None:
    callbacks = sorted(ms for _, name, ms in taken if name.startswith("callback"))
    by_name: dict[str, list[float]] = {}
    for _, name, ms in taken:
        by_name.setdefault(name, []).append(ms)
    seconds = time.time() - since[0]
    result = {
        "seconds": seconds,
        "requests": len(taken),
        "per_second": len(taken) / seconds,
        "failures": environment.stats.total.num_failures,
        "errors": [str(each.to_dict()) for each in environment.stats.errors.values()][:5],
        "p50": at(callbacks, 0.5),
        "p95": at(callbacks, 0.95),
        "p99": at(callbacks, 0.99),
        "by_name": {name: [len(ms), at(sorted(ms), 0.5), at(sorted(ms), 0.95)] for name, ms in sorted(by_name.items())},
        **counted,
    }
    Path(os.environ["LOAD_RESULT"]).write_text(json.dumps(result))


def at(values: list[float], share: float) -> float:
    """The value below which this share lies."""
    return round(values[min(int(len(values) * share), len(values) - 1)], 1) if values else 0.0


def found(tree: Any, identity: str) -> dict[str, Any] | None:
    """The properties of a component, looked for in Dash's JSON."""
    if isinstance(tree, dict):
        properties = tree.get("props")
        if isinstance(properties, dict) and properties.get("id") == identity:
            return properties
        tree = list(tree.values())
    if isinstance(tree, list):
        for each in tree:
            properties = found(each, identity)
            if properties is not None:
                return properties
    return None


class Learner(FastHttpUser):
    """One of a class."""

    network_timeout = 60.0
    connection_timeout = 60.0

    def wait_time(self) -> float:
        """About three seconds."""
        return random.uniform(2, 4)  # noqa: S311

    def on_start(self) -> None:
        self.callbacks: dict[str, dict[str, Any]] = {}
        self.open()

    @property
    def headers(self) -> dict[str, str]:
        return {"Accept-Encoding": "gzip", "Content-Type": "application/json"}

    def open(self) -> None:
        """A visit from the start: the page, what it loads, its content, the first pieces."""
        counted["visits"] += 1
        page = self.client.get("/", name="page", headers=self.headers).text or ""
        if not self.callbacks:  # what a browser keeps
            for source in re.findall(r'(?:src|href)="([^"]+_files/[^"]+)"', page):
                self.client.get(source, name="file", headers=self.headers)
        self.client.get("/_dash-layout", name="layout", headers=self.headers)
        said = self.client.get("/_dash-dependencies", name="dependencies", headers=self.headers).json()
        self.callbacks = {each["output"]: each for each in said if not each.get("clientside_function")}
        self.scene(SCENES[0])

    def scene(self, search: str) -> None:
        """The content of an address."""
        address = {"path": "/", "search": search, "dark": False}
        reply = self.call("div-page.children", "open", {"store-address.data": address})
        self.page = reply["response"]["div-page"]["children"] if reply else None
        properties = found(self.page, "store-run") or {}
        self.run_data = properties.get("data") or {"runs": []}
        self.runs: dict[str, int | None] = dict.fromkeys(self.run_data["runs"], 0)
        self.pieces()

    def call(self, output: str, name: str, values: dict[str, Any]) -> Any:
        """A callback, with these values and nothing for the others."""
        one = self.callbacks[output]
        outputs = [
            {"id": part.rsplit(".", 1)[0], "property": part.rsplit(".", 1)[1]}
            for part in output.strip(".").split("...")
        ]

        def filled(parts: list[dict[str, str]]) -> list[dict[str, Any]]:
            return [{**part, "value": values.get(f"{part['id']}.{part['property']}")} for part in parts]

        body = {
            "output": output,
            "outputs": outputs if output.startswith("..") else outputs[0],
            "inputs": filled(one["inputs"]),
            "changedPropIds": [next(iter(values))],
            "parsedChangedPropsIds": [next(iter(values))],
        }
        if one["state"]:
            body["state"] = filled(one["state"])
        answer = self.client.post(CALLBACK, data=json.dumps(body), name=f"callback {name}", headers=self.headers)
        return answer.json() if answer.status_code == 200 else None

    def pieces(self) -> None:
        """The next piece of every run."""
        wanted = [{"run": run, "first": first} for run, first in self.runs.items() if first is not None]
        if not wanted:
            return
        reply = self.call("store-piece.data", "piece", {"store-request.data": {"pieces": wanted}})
        for piece in json.loads(reply["response"]["store-piece"]["data"]) if reply else ():
            if "error" in piece:
                raise ValueError(piece["error"])
            counted["pieces"] += 1
            counted["steps"] += (piece["next"] or piece["first"]) - piece["first"]
            self.runs[piece["run"]] = piece["next"]

    @task(6)
    def play(self) -> None:
        """Three seconds of playing: pieces as they are needed, and a look at the model each second."""
        self.pieces()
        output = next(output for output in self.callbacks if "store-sight.data" in output)
        for second in range(3):
            weights = [[random.uniform(-3, 3), random.uniform(-3, 3)] for _ in self.runs]  # noqa: S311
            look = {
                "run": next(iter(self.runs)),
                "weights": weights,
                "chosen": 0,
                "step": 1 + second,
                "at": time.time(),
            }
            self.call(output, "look", {"store-look.data": look})

    @task(3)
    def change(self) -> None:
        """Another learning rate for the chosen run, and the first pieces of the new path."""
        output = next(output for output in self.callbacks if "store-run.data" in output)
        rate = random.choice(RATES)  # noqa: S311
        wish = {
            "kind": "values",
            "values": {"learning_rate": rate},
            "asked": ["learning_rate"],
            "scene": self.run_data["scene"],
            "chosen": self.run_data.get("chosen", 1),
            "at": time.time(),
            "step": 0,
            "playing": False,
        }
        reply = self.call(output, "change", {"store-wish.data": wish})
        run = reply["response"].get("store-run") if reply else None
        if run:
            self.run_data = run["data"]
            self.runs = dict.fromkeys(self.run_data["runs"], 0)
        self.pieces()

    @task(1)
    def another(self) -> None:
        """Another scene, by its link."""
        self.scene(random.choice(SCENES))  # noqa: S311

    @task(1)
    def leave(self) -> None:
        """Away, and somebody else sits down at the same machine."""
        self.open()
