"""Bounds on heavy work: so much at once in a worker, and whoever would wait too long is asked to come back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

COME_BACK = 2  # seconds, in Retry-After


class BusyError(Exception):
    """All places are taken, and stayed so for as long as a request may wait."""


class HeavyWork:
    """Places for heavy work in one process.

    Work that needs other work (a piece of a path needs the piece before) goes on in the place that its thread has. The
    same work is never done twice at once: whoever comes second waits, and finds it done.
    """

    def __init__(self, places: int, wait: float) -> None:
        """``places`` for work at once; ``wait`` seconds for one of them."""
        self._places = threading.BoundedSemaphore(places)
        self._wait = wait
        self._mine = threading.local()
        self._lock = threading.Lock()
        self._under_way: dict[str, tuple[threading.Lock, int]] = {}

    @contextmanager
    def place(self, key: str) -> Iterator[None]:
        """A place for the work with this name.

        Raises:
            BusyError: none was free for so long.
        """
        if getattr(self._mine, "inside", False):
            yield
            return
        if not self._places.acquire(timeout=self._wait):
            raise BusyError
        self._mine.inside = True
        try:
            with self._alone(key):
                yield
        finally:
            self._mine.inside = False
            self._places.release()

    @contextmanager
    def _alone(self, key: str) -> Iterator[None]:
        with self._lock:
            lock, users = self._under_way.get(key, (threading.Lock(), 0))
            self._under_way[key] = lock, users + 1
        try:
            with lock:
                yield
        finally:
            with self._lock:
                lock, users = self._under_way.pop(key)
                if users > 1:
                    self._under_way[key] = lock, users - 1
