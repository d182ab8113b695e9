"""The cache in files keeps what is asked for, forgets what is not, and stays within its bound at little cost."""

from __future__ import annotations

import os
import struct
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.networks.results import NetworkResults
from app.networks.scene import DEFAULT as NETWORK
from app.preview.about import about
from app.preview.draw import Previews
from app.runs.results import Results
from app.runs.scene import Scene
from app.serve.replies import name_of
from app.settings import Settings
from app.store.cache import BoundedCache, make_cache
from app.store.heavy import HeavyWork
from app.version import CODE
from tests.serving import opened

BOUND = 100


def cache(folder: Path) -> BoundedCache:
    return make_cache(Flask("test"), Settings(cache="files", cache_dir=str(folder), cache_entries=BOUND))


def test_the_bound_holds_for_two_workers_and_what_is_asked_for_stays(tmp_path: Path) -> None:
    workers = cache(tmp_path), cache(tmp_path)
    workers[0].set("landscape", b"asked for again and again")
    most = 0
    for turn in range(10 * BOUND):
        workers[turn % 2].set(f"result {turn}", b"of %d" % turn)
        assert workers[turn % 2].get("landscape") == b"asked for again and again"
        most = max(most, len(list(tmp_path.iterdir())))
    assert BOUND * 0.8 < most <= BOUND * 1.2
    last = 10 * BOUND - 1
    assert workers[0].get(f"result {last}") == b"of %d" % last, "what is new is there, from either worker"
    assert workers[0].get("result 0") is None, "what nobody asked for has made room"


def test_what_is_out_of_date_or_damaged_is_missing(tmp_path: Path) -> None:
    kept = cache(tmp_path)
    kept.set("a", b"1")
    (file,) = tmp_path.iterdir()
    assert kept.get("a") == b"1"
    data = file.read_bytes()
    for damaged in (struct.pack("I", int(time.time()) - 1) + data[4:], b"", b"\1", data[:4] + b"\x80\x04pickled"):
        file.write_bytes(damaged)
        assert kept.get("a") is None
    file.unlink()
    assert kept.get("a") is None


def test_a_full_cache_looks_at_its_files_only_now_and_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, looks, real = cache(tmp_path), [], os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: (looks.append(path), real(path))[1])
    for turn in range(3 * BOUND):
        kept.set(f"result {turn}", b"")
    assert 0 < len(looks) <= 3 * BOUND // 4
    assert looks[0] == str(tmp_path)


def test_files_are_readable_by_their_owner_alone(tmp_path: Path) -> None:
    cache(tmp_path).set("a", b"1")
    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o077 == 0


class Noted(BoundedCache):
    """A cache that notes under which keys it was asked for anything."""

    def __init__(self, server: Flask) -> None:
        self.keys: set[str] = set()
        super().__init__(server, config={"CACHE_TYPE": "SimpleCache"})
        self.heavy = HeavyWork(2, 60)

    def get(self, key: str) -> Any:
        self.keys.add(key)
        return super().get(key)

    def set(self, key: str, value: Any, timeout: Any = None) -> Any:
        self.keys.add(key)
        return super().set(key, value, timeout)


def keys(monkeypatch: pytest.MonkeyPatch, code: str) -> dict[str, set[str]]:
    """Under which names everything is kept that a page asks for, made by this code; by who keeps it."""
    monkeypatch.setattr("app.store.cache.CODE", code)
    settings, made = Settings(grid_size=11), {}

    def noted() -> Noted:
        return Noted(Flask("test"))

    cache = made["results"] = noted()
    results, scene = Results(cache, settings), Scene(steps=70)
    results.landscape(scene.problem_shown)
    results.critical_points(scene.problem_shown)
    results.piece(scene, 64)
    results.basin_rows(scene, 0)
    results.told(lambda: 1, "something")
    results.told(lambda: 1, "something long " * 50)
    cache = made["network_results"] = noted()
    networks, small = NetworkResults(cache), replace(NETWORK, layers=1, width=2, steps=20, slice="random", several="no")
    networks.piece(small, 0)
    networks.on_slice(small, 0)
    networks.sharpness(small, 0)
    networks.rows(small, 0, 51, 0)
    networks.way(small, 0)
    cache = made["previews"] = noted()
    Previews(Results(cache, settings), NetworkResults(cache)).png(about("/practice", ""))
    cache = made["replies"] = noted()
    body = opened("?problem=bowl")
    cache.get(name_of(body, "files and settings") or "")
    return {name: each.keys for name, each in made.items()}


def test_every_key_of_every_cache_holds_the_code_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """With another version nothing is found that this one made, whoever keeps it."""
    now, again, later = (keys(monkeypatch, code) for code in ("version 1", "version 1", "version 2"))
    assert {name: len(each) for name, each in now.items()} == {name: len(each) for name, each in later.items()}
    assert len(now["results"]) >= 7
    assert len(now["network_results"]) >= 5
    for name, each in now.items():
        assert each, name
        assert all(key.startswith("version 1|") and len(key) <= 200 for key in each), name
        assert each == again[name], "the same code finds it again"
        assert not each & later[name]
    everything = [key for each in now.values() for key in each]
    assert len({key.split("|")[1] for key in now["results"] | now["network_results"]}) == 2, "nor do the two share any"
    assert CODE not in "".join(everything)
