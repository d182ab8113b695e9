"""What each kind of request costs the server, beside a Dash callback that does nothing: ``python -m tests.load.costs``.

Processor time within one process, Flask and Dash included and gunicorn not (it adds the same to each), in turns.
"""

from __future__ import annotations

import io
import itertools
import json
import logging
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from flask import Flask

from app.factory import create_app
from app.settings import Settings
from tests.bench.timing import table
from tests.load.empty import server as nothing
from tests.load.page import body_of
from tests.serving import callback, opened

TURNS, EACH = 7, 30
CAUGHT = "v=1&optimizer=GradientDescent&learning_rate=0.3"
FREED = "v=1&optimizer=GradientDescent&learning_rate=1.6&schedule=CosineDecay"
SCENE = "v=1"
_counter = itertools.count(1)


def main() -> None:
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        server = create_app(Settings(cache="files", cache_dir=folder)).server
        kinds = {"a Dash callback that does nothing": (nothing, lambda: callback("out.data", {"in.data": {}}))}
        kinds |= {name: (server, make) for name, make in requests(server).items()}
        taken: dict[str, list[float]] = {name: [] for name in kinds}
        sizes: dict[str, int] = {}
        for turn in range(TURNS + 1):
            for name, (where, make) in kinds.items():
                bodies = [json.dumps(make()).encode() for _ in range(EACH)]
                begin = time.process_time()
                for body in bodies:
                    sizes[name] = len(ask(where, "POST", "/_dash-update-component", body))
                if turn:  # the first warms everything up
                    taken[name].append((time.process_time() - begin) / EACH * 1000)
    least = np.array(next(iter(taken.values())))
    rows = [
        [name, f"{np.median(ms):.2f}", f"{np.median(np.array(ms) / least):.1f}", f"{sizes[name]:,}"]
        for name, ms in taken.items()
    ]
    table(["", "ms", "times nothing", "bytes"], rows)


def requests(server: Flask) -> dict[str, Callable[[], dict[str, Any]]]:
    """A body of each kind, a new one at each call."""
    said = json.loads(ask(server, "GET", "/_dash-dependencies", b"", "identity"))
    entries = {each["output"]: each for each in said if not each.get("clientside_function")}

    def body(output: str, values: dict[str, Any]) -> dict[str, Any]:
        return body_of(next(entry for key, entry in entries.items() if output in key), values)

    def look(link: str = CAUGHT) -> dict[str, Any]:
        n = next(_counter)
        weights = [[0.1 + n * 1e-6, -0.2], [2.4, 1.6]]
        said = {"run": link, "weights": weights, "chosen": 0, "step": n % 300, "at": n}
        return body("store-sight.data", {"store-look.data": said})

    def change(rate: str, **more: Any) -> dict[str, Any]:
        wish = {"kind": "values", "values": {"learning_rate": rate}, "asked": ["learning_rate"], "scene": SCENE}
        wish |= {"chosen": 1, "at": next(_counter), "step": 0, "onward": False, "clean": True, **more}
        return body("store-run.data", {"store-wish.data": wish})

    def piece(first: int) -> dict[str, Any]:
        request = {"pieces": [{"run": run, "first": first} for run in (CAUGHT, FREED)], "at": next(_counter)}
        return body("store-piece.data", {"store-request.data": request})

    def new_rate() -> str:
        return f"{0.1 + next(_counter) * 1e-5:.5f}"

    guess = {"button-lesson_choice_1.n_clicks": 1, "store-lesson.data": "valleys", "input-lesson_given.value": ""}
    place = {"query": "v=1&seed=7&problem=12"}
    submitted = {"problem": "v=1&seed=7&problem=12", "texts": ["1", "1"], "at": 1}
    return {
        "pieces of two runs, kept": lambda: piece(64),
        "a page, kept": lambda: opened(""),
        "a page, new": lambda: opened(f"?seed={next(_counter)}"),
        "a step of the lesson, kept": lambda: opened("?lesson=valleys"),
        "a guess in the lesson": lambda: body("store-lesson_answered", guess),
        "a look at the model": look,
        "a control changed, its path kept": lambda: change("0.5"),
        "a control changed, 64 new steps": lambda: change(new_rate()),
        "a control changed at step 200 on the way": lambda: change(new_rate(), step=200, onward=True),
        "an answer on the practice page": lambda: body(
            "div-feedback.children", {"form-answer.submitted": submitted, "store-place.data": place}
        ),
        "a step of the hike": lambda: body(
            "store-hike.data",
            {
                "button-hike_walk.n_clicks": 1,
                "store-hike.data": "seed=3",
                "input-hike_bearing.value": str(next(_counter) % 360),
                "input-hike_length.value": "0.1",
            },
        ),
    }


def ask(server: Flask, method: str, path: str, body: bytes, encoding: str = "br") -> bytes:
    """The reply's body, from the WSGI app itself."""
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "here",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_HOST": "here",
        "HTTP_ACCEPT_ENCODING": encoding,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    statuses: list[str] = []
    text = b"".join(server.wsgi_app(environ, lambda status, _headers, _error=None: statuses.append(status)))
    assert statuses[0].startswith("20"), (statuses, text[:300])
    return text


if __name__ == "__main__":
    main()
