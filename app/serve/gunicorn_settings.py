"""How gunicorn serves the app: ``python -m app.serve``.

gunicorn itself reads ``PORT`` and ``WEB_CONCURRENCY`` (workers); what is set here can be set otherwise on the command
line. It logs as the app does, and never what a request held.
"""

from __future__ import annotations

import gc
import os
import resource
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger

from app.serve import log, metrics
from app.settings import Settings
from app.store.heavy import WAITING

preload_app = True  # the app is warmed once, before the workers are forked
worker_class = "gthread"
# A browser opens up to six connections and keeps them: 300 of them come in one minute.
worker_connections = max(1000, min(4000, resource.getrlimit(resource.RLIMIT_NOFILE)[0] - 200))
backlog = 512
max_requests = 100_000  # whatever may leak, leaks no further
max_requests_jitter = 10_000
timeout = 60
keepalive = 20  # longer than a learner thinks, so that a kept connection is not closed under a request
graceful_timeout = 30  # what is under way is finished
control_socket_disable = True
if Path("/dev/shm").is_dir():  # noqa: S108  the heartbeat in memory, never on a slow disk
    worker_tmp_dir = "/dev/shm"  # noqa: S108

try:
    _settings = Settings.at_start(os.environ)
except ValueError as error:
    raise SystemExit(str(error)) from None
# Whatever is heavy, and whoever waits for it, leaves four threads to what is light.
threads = _settings.heavy_jobs + WAITING + 4
log.start()
metrics.start(_settings)


class Quiet(Logger):  # type: ignore[misc]  # gunicorn does not type itself
    """gunicorn's logger: lines of JSON, and of a request that is no HTTP only that there was one."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for writes in self.error_log.handlers:
            writes.setFormatter(log.JsonLine())

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:
        if msg.startswith("Invalid request"):
            msg, args = "A request was no valid HTTP and was refused", ()
        super().warning(msg, *args, **kwargs)

    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None:
        super().exception(msg.partition("%")[0].strip(), **kwargs)


logger_class = Quiet


def when_ready(_server: Any) -> None:
    """The app is there, the workers are not yet: what it is made of is nothing for their collectors to look through."""
    gc.collect()
    gc.freeze()


def child_exit(_server: Any, worker: Any) -> None:
    """A worker has ended."""
    metrics.stopped(worker.pid)
