"""A class of 300 opens the app in the same minute: ``make load``. Everything stays on this machine, and ends by itself.

The app runs under gunicorn with two workers, as in the image. After everybody has come (the warm-up) three minutes are
measured. Then the callback of a piece (256 steps, kept) is compared with a Dash callback that does nothing, under the
same gunicorn, in turns.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from tests.bench.timing import ratio, table
from tests.serving import GUNICORN, ROOT, Gunicorn, callback, fetch, free_port, gunicorn, piece, until

LEARNERS, PER_SECOND, SECONDS = 300, 10, 180
P95, SHARE = 300.0, 0.5
HERE = Path(__file__).parent


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.load", description="A class of 300.")
    parser.add_argument("--locust", default="locust", help="locust's program")
    parser.add_argument("--quick", action="store_true", help="30 learners for 15 seconds: to see that it runs")
    parser.add_argument("--learners", type=int, default=LEARNERS, help="how many of them there are")
    parser.add_argument("--seconds", type=int, default=SECONDS, help="how long to measure once everybody is there")
    parser.add_argument("--workers", type=int, default=2, help="gunicorn's workers")
    chosen = parser.parse_args()
    learners, seconds = (30, 15) if chosen.quick else (chosen.learners, chosen.seconds)
    folder = Path("/dev/shm") if Path("/dev/shm").is_dir() else None  # noqa: S108  the cache in memory, as in the image
    with tempfile.TemporaryDirectory(dir=folder) as place, gunicorn(Path(place), workers=chosen.workers) as server:
        compress(server)
        result, memory = crowd(server, chosen.locust, learners, seconds, Path(place))
        said = tell(result, memory)
        compared = against_nothing(server, Path(place), turns=2 if chosen.quick else 5)
    good = said and compared
    print("All within bounds." if good else "NOT within bounds.")
    return 0 if good or chosen.quick else 1


def compress(server: Gunicorn) -> None:
    """Ask until every worker has compressed every file: the image brings them compressed."""
    page = fetch(server.url).body.decode()
    for source in re.findall(r'(?:src|href)="/(_files/[^"]+)"', page):
        for encoding in ("br", "gzip") * 4:
            fetch(f"{server.url}{source}", headers={"Accept-Encoding": encoding})


def crowd(
    server: Gunicorn, locust: str, learners: int, seconds: int, folder: Path
) -> tuple[dict[str, Any], list[float]]:
    """What locust measured, and the megabytes of each worker every five seconds."""
    warm_up = learners // PER_SECOND
    command = [locust, "--headless", "--only-summary", "--skip-log", "--locustfile", str(HERE / "locustfile.py")]
    command += [f"--users={learners}", f"--spawn-rate={PER_SECOND}", f"--run-time={warm_up + seconds}s"]
    environment = {**os.environ, "LOAD_RESULT": str(folder / "result.json"), "PYTHONPATH": str(ROOT)}
    print(f"{learners} learners on {server.url}, {warm_up} s until all are there, {seconds} s measured ...", flush=True)
    memory: list[float] = []
    before, since = 0.0, 0  # the server's processor time and lines in its log when everybody was there
    with subprocess.Popen(
        [*command, "--host", server.url.rstrip("/")], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        while process.poll() is None:
            alive = [megabytes(worker) for worker in server.workers()]
            if not since and (folder / "result.begun").exists():
                before, since = processor(server), len(server.log().splitlines())
            if since:
                memory.append(float(np.nanmean(alive)))
            time.sleep(2)
        spent = processor(server) - before
        words = process.stderr.read().decode() if process.stderr else ""
    file = folder / "result.json"
    if not file.exists():
        raise SystemExit(f"locust measured nothing:\n{words[-2000:]}")
    result = json.loads(file.read_text())
    result["server"] = spent / result["requests"] * 1000
    result["cores"] = spent / result["seconds"], result["processor"] / (warm_up + result["seconds"])
    took = sorted(line["ms"] for line in server.lines()[since:] if "callback" in line)
    result["inside"] = took[int(0.95 * len(took))] if took else 0.0
    return result, memory


def processor(server: Gunicorn) -> float:
    """Seconds that the processors have spent on gunicorn, those of workers that have ended included."""
    total = 0.0
    for process in (server.process.pid, *server.workers()):
        try:
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(map(int, fields[11:15] if process == server.process.pid else fields[11:13]))
    return total / os.sysconf("SC_CLK_TCK")


def megabytes(process: int) -> float:
    """Memory of a process: what is its own alone."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return float("nan")
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1000


def tell(result: dict[str, Any], memory: list[float]) -> bool:
    """Print what was measured, and whether it is within bounds."""
    rows = [[name, str(n), f"{half:.0f}", f"{most:.0f}"] for name, (n, half, most) in result["by_name"].items()]
    table(["milliseconds", "requests", "median", "p95"], rows)
    print(f"{result['requests']} requests in {result['seconds']:.0f} s: {result['per_second']:.0f} a second;")
    print(f"{result['visits']} visits, {result['pieces']} pieces with {result['steps']} steps")
    print(f"{result['answers']} questions of the lesson answered; {result['reopened']} connections opened anew")
    print(f"errors: {result['failures'] + len(result['trouble'])} (none allowed)")
    for each in [*result["errors"], *result["trouble"]]:
        print(f"  {each}")
    shown = {name: f"{result[name]:.0f} ms" for name in ("p50", "p95", "p99")}
    print(f"all callbacks: median {shown['p50']}, p95 {shown['p95']} (at most {P95:.0f}), p99 {shown['p99']}")
    print(f"within the server, from a request's arrival at a thread to its reply: p95 {result['inside']:.0f} ms")
    ours, theirs = result["cores"]
    print(f"the server's processor time: {result['server']:.2f} ms a request, {ours:.2f} of a core in all;")
    print(f"the generator's: {theirs:.2f} of a core; {os.cpu_count()} cores, load average {os.getloadavg()[1]:.1f}")
    third = max(len(memory) // 3, 1)
    begin, end = np.mean(memory[:third]), np.mean(memory[-third:])
    print(f"own memory of a worker, mean of the first and of the last third: {begin:.0f} and {end:.0f} MB\n")
    right = result["failures"] == 0 and not result["trouble"]
    return bool(right and result["p95"] <= P95 and end < begin * 1.15 + 5)


@contextmanager
def empty(folder: Path, workers: int) -> Iterator[str]:
    """A Dash app that does nothing, under the same gunicorn."""
    port = free_port()
    with (folder / "empty.log").open("wb") as log:
        process = subprocess.Popen(
            [*GUNICORN, f"--workers={workers}", f"--bind=127.0.0.1:{port}", "tests.load.empty:server"],
            cwd=ROOT,
            stderr=log,
        )
    try:
        until(lambda: fetch(f"http://127.0.0.1:{port}/").status == 200, "the empty app")
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(30)


def against_nothing(server: Gunicorn, folder: Path, turns: int) -> bool:
    """Replies a second of a piece and of nothing, in turns."""
    body = piece("v=1&learning_rate=0.3&steps=600", 64)
    assert json.loads(server.ask(body).json()["response"]["store-piece"]["data"])[0]["next"] == 64 + 256
    with empty(folder, 2) as nothing:
        calls = {"piece": (server.url, body), "nothing": (nothing, callback("out.data", {"in.data": {"pieces": []}}))}
        rates: dict[str, list[float]] = {name: [] for name in calls}
        for name in calls:
            throughput(*calls[name], seconds=1)
        for _ in range(turns):
            for name in calls:
                rates[name].append(throughput(*calls[name], seconds=4))
    kept, least = np.array(rates["piece"]), np.array(rates["nothing"])
    print("Replies a second, eight asking without a pause; medians")
    table(
        ["", "a second"],
        [
            ["a piece of 256 steps, kept", f"{np.median(kept):.0f}"],
            ["an empty Dash callback", f"{np.median(least):.0f}"],
        ],
    )
    print(f"piece / empty: {ratio(kept, least)}; at least {SHARE}")
    return bool(np.median(kept / least) >= SHARE)


def throughput(url: str, body: dict[str, Any], seconds: float) -> float:
    """Replies a second when eight ask as fast as they are answered."""
    place, text = urlsplit(url), json.dumps(body).encode()
    end, done = time.monotonic() + seconds, [0] * 8

    def ask(who: int) -> None:
        talk = http.client.HTTPConnection(place.hostname or "", place.port, timeout=60)
        headers = {"Content-Type": "application/json", "Accept-Encoding": "br"}
        while time.monotonic() < end:
            talk.request("POST", "/_dash-update-component", text, headers)
            answer = talk.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            done[who] += 1
        talk.close()

    people = [threading.Thread(target=ask, args=(who,)) for who in range(8)]
    for each in people:
        each.start()
    for each in people:
        each.join()
    return sum(done) / seconds


if __name__ == "__main__":
    sys.exit(main())
