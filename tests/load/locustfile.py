"""A class, one learner each: opens, plays, changes a control, answers in the lesson, leaves; about every 3 s.

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

import gevent
from locust import FastHttpUser, events, task

from tests.load.page import FRAME, Lab, body_of

# What a class opens beside the lesson: the start, and the scenes that a teacher linked to.
SCENES = ("", "?problem=bowl", "?problem=saddle", "?problem=ravine", "?problem=rugged&rules=Adam,learning_rate:0.1")
OPTIMIZERS = ("GradientDescent", "Momentum", "Nesterov", "AdaGrad", "RMSProp", "Adam", "AdamW")
STARTS = {"trap": ((-1, 4.5), (-3.1, 3.1)), "bowl": ((-4, 6), (-4, 6)), "saddle": ((-4, 4), (-4, 4))}
UNREAD = ("look", "stage", "watched", "pictures")  # replies from which nothing else follows
CALLBACK = "/_dash-update-component"
taken: list[tuple[float, str, float]] = []
counted = {"pieces": 0, "steps": 0, "visits": 0, "answers": 0, "reopened": 0}
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
    Path(os.environ["LOAD_RESULT"]).with_suffix(".begun").write_text("")


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
        "trouble": trouble[:5],
        "p50": at(callbacks, 0.5),
        "p95": at(callbacks, 0.95),
        "p99": at(callbacks, 0.99),
        "by_name": {name: [len(ms), at(sorted(ms), 0.5), at(sorted(ms), 0.95)] for name, ms in sorted(by_name.items())},
        "processor": time.process_time(),
        **counted,
    }
    Path(os.environ["LOAD_RESULT"]).write_text(json.dumps(result))


def at(values: list[float], share: float) -> float:
    """The value below which this share lies."""
    return round(values[min(int(len(values) * share), len(values) - 1)], 1) if values else 0.0


trouble: list[str] = []


@events.user_error.add_listener
def wrong(user_instance: Any, exception: Exception, **_: Any) -> None:  # noqa: ARG001  locust's names
    trouble.append(repr(exception)[:300])


class Learner(FastHttpUser):
    """One of a class."""

    network_timeout = 60.0
    connection_timeout = 60.0
    concurrency = 6  # connections, as a browser opens them

    def on_start(self) -> None:
        self.chance = random.Random()  # noqa: S311
        self.callbacks: dict[str, dict[str, Any]] = {}
        self.tags: dict[str, str] = {}
        self.lab = Lab(self.ask, self.beside, time.monotonic, self.chance)
        self.lab.counted = counted
        self.open()

    def wait_time(self) -> float:
        """What locust still has to wait: nothing, once about three seconds are over in which the page lived on."""
        self.live(self.chance.uniform(2, 4))
        return 0.0

    def live(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.lab.frame()
            gevent.sleep(FRAME)

    def beside(self, function: Any, *given: Any, **more: Any) -> None:
        def told() -> None:
            try:
                function(*given, **more)
            except Exception as error:  # whatever it is, the result names it
                trouble.append(repr(error)[:300])

        gevent.spawn(told)

    def get(self, address: str, name: str) -> str:
        """A page or a file as a browser gets it: asked with the name of what it has, and kept."""
        headers = {"Accept-Encoding": "gzip"}
        if address in self.tags:
            headers["If-None-Match"] = self.tags[address]
        answer = self.client.get(address, name=name, headers=headers)
        self.tags[address] = (answer.headers or {}).get("ETag", "")
        return answer.text or ""

    def ask(self, output: str, values: dict[str, Any], *, name: str, changed: str = "") -> dict[str, Any]:
        """A callback; the reply's new properties by id."""
        entry = next(entry for key, entry in self.callbacks.items() if output in key)
        headers = {"Accept-Encoding": "gzip", "Content-Type": "application/json"}
        text = json.dumps(body_of(entry, values, changed))
        answer = self.post(text, headers, name)
        while answer.status_code == 503:  # an error here; the page waits and asks again
            gevent.sleep(float((answer.headers or {}).get("Retry-After", 2)))
            answer = self.post(text, headers, name)
        if name in UNREAD or answer.status_code != 200:
            return {}
        return dict(answer.json()["response"])

    def post(self, text: str, headers: dict[str, str], name: str, *, again: bool = False) -> Any:
        """A callback's body on its way. A kept connection that the server has closed is opened anew, as browsers do."""
        sent = {"data": text, "name": f"callback {name}", "headers": headers}
        with self.client.post(CALLBACK, **sent, catch_response=True) as answer:
            closed = answer.status_code == 0 and "connection closed" in str(answer.error)
            if again or not closed:
                return answer
            counted["reopened"] += 1
            answer.success()
        return self.post(text, headers, name, again=True)

    def open(self, path: str = "/", search: str = "") -> None:
        """A visit from the start: the page, what it loads where the browser has it not, its content."""
        counted["visits"] += 1
        page = self.get(path, "page")
        known = bool(self.callbacks)
        for source in [] if known else re.findall(r'(?:src|href)="([^"]+_files/[^"]+)"', page):
            self.client.get(source, name="file", headers={"Accept-Encoding": "gzip"})
        self.get("/_dash-layout", "layout")
        said = self.get("/_dash-dependencies", "dependencies")
        if not known:
            entries = json.loads(said)
            self.callbacks = {each["output"]: each for each in entries if not each.get("clientside_function")}
        self.lab.open(path, search)

    @task(5)
    def play(self) -> None:
        """Play, or pause."""
        if not self.lab.veiled:
            self.lab.play()

    @task(3)
    def change(self) -> None:
        """A control that is set once: an update rule, a start."""
        lab = self.lab
        if lab.veiled or not lab.paths:
            return
        if self.chance.random() < 0.5:
            lab.set("optimizer", self.chance.choice(OPTIMIZERS))
        else:
            (a, b), (c, d) = STARTS.get(lab.run["problem"], ((-1, 1), (-1, 1)))
            lab.set("start", f"{self.chance.uniform(a, b):.4g}, {self.chance.uniform(c, d):.4g}")

    @task(1)
    def slide(self) -> None:
        """The learning rate's slider."""
        if not self.lab.veiled and self.lab.paths:
            self.lab.slide(self.live)

    @task(1)
    def another(self) -> None:
        """Another scene, by its link."""
        self.open(search=self.chance.choice(SCENES))

    @task(2)
    def lesson(self) -> None:
        """A step of the lesson by its link, and a guess at its question after some thought."""
        links = self.lab.links or ["/?lesson=loss"]
        path, _, search = self.chance.choice(links).partition("?")
        self.open(path, f"?{search}")
        if self.lab.slug and path == "/":
            self.live(self.chance.uniform(2, 4))
            self.lab.answer()
            counted["answers"] += 1

    @task(1)
    def leave(self) -> None:
        """Away, and somebody else sits down at the same machine."""
        self.open()
