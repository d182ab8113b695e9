"""Metrics for Prometheus, where the operator wants them: each worker counts in files of its own, `/metrics` adds up."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from flask import Flask, Response

from app.serve.log import Observer
from app.settings import Settings

_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


def start(settings: Settings) -> None:
    """Before any worker counts: an empty folder for the numbers. The library reads its name when it is imported."""
    if not settings.metrics:
        return
    folder = Path(settings.metrics_dir)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.db"):
        old.unlink(missing_ok=True)
    os.environ[_VARIABLE] = str(folder)


def stopped(worker: int) -> None:
    """A worker (its process id) has ended: its gauges are no more."""
    if _VARIABLE in os.environ:
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker)  # type: ignore[no-untyped-call]


def install(server: Flask) -> Observer:
    """``/metrics``, and what counts each request."""
    import prometheus_client as prometheus
    from prometheus_client import multiprocess

    registry = prometheus.CollectorRegistry()
    labels = ("route", "callback", "method", "status")
    requests = prometheus.Counter("loss_landscape_requests", "Requests answered", labels, registry=registry)
    seconds = prometheus.Histogram(
        "loss_landscape_request_seconds", "Time to answer", ("route", "callback"), buckets=_SECONDS, registry=registry
    )
    sent = prometheus.Counter("loss_landscape_sent_bytes", "Bytes of replies", ("route",), registry=registry)
    kept = prometheus.Counter("loss_landscape_kept_replies", "Replies from the cache", ("callback",), registry=registry)

    def observe(line: dict[str, Any]) -> None:
        route, callback = line["route"], line.get("callback", "")
        requests.labels(route, callback, line["method"], str(line["status"])).inc()
        seconds.labels(route, callback).observe((line["ms"] or 0) / 1000)
        sent.labels(route).inc(line["bytes"])
        if line.get("kept"):
            kept.labels(callback).inc()

    @server.get("/metrics")
    def metrics() -> Response:
        every = registry
        if _VARIABLE in os.environ:
            every = prometheus.CollectorRegistry()
            multiprocess.MultiProcessCollector(every)  # type: ignore[no-untyped-call]
        text = prometheus.generate_latest(every)
        return Response(text, content_type=prometheus.CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})

    return observe
