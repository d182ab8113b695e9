"""The cache in files: one for each result, bounded without looking at all of them each time."""

from __future__ import annotations

import os
import struct
import threading
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask_caching.backends.filesystemcache import FileSystemCache

_OFTEN = 20  # looks at the folder while it fills once
_ROOM = 0.1  # of the bound: made free at once, so that the next results find room
_HEAD = struct.Struct("I")  # when a result is out of date, as cachelib writes it before the result


class FileBytes(FileSystemCache):
    """Flask-Caching's cache in files, where the result that nobody has asked for longest makes room.

    Its own counts its files in a file that all workers write, and once it is full it reads all of them at each new
    result. Here every worker looks now and then: there may be a little more than the bound for a moment.
    """

    _sets = 0

    def get(self, key: str) -> Any:
        file = self._get_filename(key)
        try:
            with Path(file).open("rb") as opened:
                data = opened.read()
            (until,) = _HEAD.unpack_from(data)
            if until and until < time.time():
                return None
            os.utime(file)
        except (OSError, struct.error):
            return None
        return self.serializer.loads(data[_HEAD.size :])

    def set(self, key: str, value: Any, timeout: int | timedelta | None = None, mgmt_element: bool = False) -> bool:
        """In one piece for whoever reads it meanwhile."""
        self._prune()
        file = self._get_filename(key)
        new = f"{file}.{os.getpid()}.{threading.get_ident()}"
        data = _HEAD.pack(self._normalize_timeout(timeout)) + (self.serializer.dumps(value) or b"")
        try:
            opened = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, self._mode or 0o600)
            with os.fdopen(opened, "wb") as writes:
                writes.write(data)
            Path(new).replace(file)
        except OSError:
            return False
        return True

    def _update_count(self, delta: int | None = None, value: int | None = None) -> None:
        """Nothing is counted; see `_prune`."""

    def _prune(self) -> None:
        self._sets += 1
        if self._sets % max(self._threshold // _OFTEN, 1):
            return
        with os.scandir(self._path) as there:
            files = []
            for file in there:
                with suppress(OSError):  # another worker has just removed it
                    files.append((file.stat().st_mtime_ns, file.path))
        if len(files) <= self._threshold:
            return
        files.sort()
        for _, path in files[: len(files) - int(self._threshold * (1 - _ROOM))]:
            Path(path).unlink(missing_ok=True)
