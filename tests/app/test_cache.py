"""The cache in files keeps what is asked for, forgets what is not, and stays within its bound at little cost."""

from __future__ import annotations

import os
import struct
import time
from pathlib import Path

import pytest
from flask import Flask

from app.cache import BoundedCache, make_cache
from app.settings import Settings

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
