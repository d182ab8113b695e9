"""Bounds on heavy work: so much at once in a worker, so many who wait for it, and nobody who waits too long.

Who waits keeps a thread. So only as many may wait as leave threads for what is light (see
`app.serve.gunicorn_settings`); everybody else is asked at once to come back.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

COME_BACK = 2  # seconds, in Retry-After
WAITING = 12  # requests of one worker that may wait at once

T = TypeVar("T")


class BusyError(Exception):
    """All places are taken, and stayed so for as long as a request may wait; or too many wait already."""


class HeavyWork:
    """Places for heavy work in one process.

    Work that needs other work (a piece of a path needs the piece before) goes on in the place that its thread has. The
    same work is never done twice at once: whoever comes second waits, and finds it done.
    """

    def __init__(self, places: int, wait: float, waiting: int = WAITING) -> None:
        """``places`` for work at once; ``wait`` seconds for one of them; ``waiting`` requests at once."""
        self._free = places
        self._wait = wait
        self._room = waiting
        self._mine = threading.local()
        self._changed = threading.Condition()
        self._under_way: set[str] = set()

    def once(self, key: str, look: Callable[[], T | None], make: Callable[[], T]) -> T:
        """What ``look`` finds; where that is nothing, what ``make`` makes in a place for the work with this name.

        Raises:
            BusyError: there was no place in time.
        """
        end = time.monotonic() + self._wait
        while (found := look()) is None:
            if not self._inside and self._followed(key, end):
                continue  # somebody else has just made it
            with self.place(key, end):
                found = look()  # it may have been made since we looked
                return make() if found is None else found
        return found

    @contextmanager
    def place(self, key: str, end: float | None = None) -> Iterator[None]:
        """A place for the work with this name, at the latest at ``end`` of the monotonic clock.

        Raises:
            BusyError: there was none in time.
        """
        if self._inside:
            yield
            return
        with self._changed:
            until = time.monotonic() + self._wait if end is None else end
            self._wait_for(lambda: self._free > 0 and key not in self._under_way, until)
            self._free -= 1
            self._under_way.add(key)
        self._mine.inside = True
        try:
            yield
        finally:
            self._mine.inside = False
            with self._changed:
                self._free += 1
                self._under_way.remove(key)
                self._changed.notify_all()

    @property
    def _inside(self) -> bool:
        """Whether this thread has a place already."""
        return getattr(self._mine, "inside", False)

    def _followed(self, key: str, end: float) -> bool:
        """Wait for the end of the same work; False where nobody is at it. That takes no place, as nothing is made."""
        with self._changed:
            if key not in self._under_way:
                return False
            self._wait_for(lambda: key not in self._under_way, end)
            return True

    def _wait_for(self, true: Callable[[], bool], end: float) -> None:
        if true():
            return
        if self._room <= 0:
            raise BusyError
        self._room -= 1
        try:
            if not self._changed.wait_for(true, end - time.monotonic()):
                raise BusyError
        finally:
            self._room += 1
