"""The start: what is set wrong stops it with one sentence, whichever way the app is started; and help is help."""

from __future__ import annotations

import os
import re
import shlex
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path

import pytest
import redis as redis_client

from app.settings import PREFIX, Settings
from tests.serving import GUNICORN, ROOT, fetch, free_port, redis_server, until

OURS = (sys.executable, "-m", "app")
IMAGE = (sys.executable, "-m", "app.serve")
SERVED = (*GUNICORN, "app.wsgi:server")
FILES, REDIS = {"CACHE": "files"}, {"CACHE": "redis"}


def start(program: tuple[str, ...], **variables: str) -> subprocess.CompletedProcess[str]:
    """Start a program that is to end by itself."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    return subprocess.run(program, cwd=ROOT, env=clean | variables, capture_output=True, text=True, timeout=120)


def refused(program: tuple[str, ...], name: str, value: str, **variables: str) -> None:
    """It stops at once, with one sentence that names the variable, what may stand in it, and what stands there."""
    done = start(program, **variables, **{name: value})
    shown = f"{program[1:]} {name}={value!r}: {done.stdout}{done.stderr}"
    assert done.returncode != 0, shown
    assert done.stdout == "", shown
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, shown
    assert lines[0].startswith(f"{name} must "), shown
    assert repr(value) in lines[0], shown


def test_a_wrong_setting_stops_every_program_with_one_sentence(tmp_path: Path) -> None:
    in_the_way = tmp_path / "in the way"
    in_the_way.write_text("nobody can make a folder here, not even root")
    wrong: list[tuple[str, str, dict[str, str]]] = [
        ("PORT", "99999", {}),
        ("PORT", "http", {}),
        ("HOST", "my host", {}),
        ("PATH_PREFIX", "landscape", {}),
        ("PUBLIC_URL", "school.example", {}),
        ("PUBLIC_URL", "https://school.example:99999/", {}),
        ("CACHE", "cloud", {}),
        ("CACHE_DIR", str(in_the_way), FILES),
        ("CACHE_DIR", str(in_the_way / "deeper"), FILES),
        ("METRICS_DIR", str(in_the_way), {"METRICS": "yes"}),
        ("REDIS_URL", "http://x", {}),
        ("REDIS_URL", "redis://redis:99999/0", {}),
        ("REDIS_URL", "redis://", {}),
        ("REDIS_URL", "redis://redis:6379/0?colour=red", REDIS),
        ("FRAME_ANCESTORS", "a; script-src *", {}),
        ("FRAME_ANCESTORS", "self", {}),
        ("FRAME_ANCESTORS", "'none' https://school.example", {}),
        ("METRICS", "perhaps", {}),
        ("HEAVY_JOBS", "0", {}),
    ]
    # Both programs read them with the same lines, so the other is asked for every fourth.
    cases = [
        (program, PREFIX + name, value, {PREFIX + key: each for key, each in more.items()})
        for program, some in ((OURS, wrong), (IMAGE, wrong[::4]))
        for name, value, more in some
    ]
    cases += [(SERVED, PREFIX + name, value, {PREFIX + "CACHE": "files"}) for name, value, _ in (wrong[0], wrong[7])]
    cases += [(IMAGE, "PORT", each, {}) for each in ("99999", "http", "-1")]
    cases += [(IMAGE, "WEB_CONCURRENCY", each, {}) for each in ("many", "0", "1.5", "")]
    # Of hosts only `python -m app` makes use; whether there is one, only the machine can tell.
    cases += [(OURS, PREFIX + "HOST", each, {}) for each in ("nowhere.invalid", "192.0.2.1")]
    with ThreadPoolExecutor(4) as people:
        for each in [people.submit(refused, program, name, value, **more) for program, name, value, more in cases]:
            each.result()


def test_a_port_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        refused(OURS, f"{PREFIX}PORT", str(taken.getsockname()[1]))
        refused(IMAGE, "PORT", str(taken.getsockname()[1]))


def test_a_password_in_an_address_is_not_told() -> None:
    done = start(OURS, **{f"{PREFIX}REDIS_URL": "redis://:secret@redis:99999/0"})
    assert done.returncode == 2
    assert "secret" not in done.stderr
    assert "got 'redis://…@redis:99999/0'" in done.stderr


def test_help_is_help_and_no_server() -> None:
    done = start((*OURS, "--help"), **{f"{PREFIX}PORT": str(free_port())})
    assert (done.returncode, done.stderr) == (0, "")
    for each in fields(Settings):
        assert f"{PREFIX}{each.name.upper()}=" in done.stdout
    wrong = start((*OURS, "8051"))
    assert wrong.returncode == 2
    assert "unrecognized arguments: 8051" in wrong.stderr


@pytest.mark.parametrize(
    "sources",
    ["*", "'none'", "'self'", "'self' https://school.example https://*.example:8443", "https: http://localhost:*"],
)
def test_what_a_policy_can_hold_is_taken(sources: str) -> None:
    assert Settings.from_environment({f"{PREFIX}FRAME_ANCESTORS": sources}).frame_ancestors == sources


@pytest.mark.parametrize(
    "url",
    [
        "redis://redis:6379/0",
        "redis://localhost",
        "rediss://user:pass%40word@redis.school.example:6380/2",
        "redis://[::1]:6379/0",
        "unix:///run/redis.sock?db=1",
        "redis://redis:6379/0?health_check_interval=2",
    ],
)
def test_what_the_client_of_redis_takes_is_taken(url: str) -> None:
    given = {f"{PREFIX}REDIS_URL": url, f"{PREFIX}CACHE": "redis"}
    assert Settings.at_start(given).redis_url == url


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ("protocol=9", "protocol=2 or"),
        ("nix=1", "only options of Redis' client"),
    ],
)
def test_what_the_client_of_redis_does_not_take_is_told(options: str, says: str) -> None:
    url = f"redis://127.0.0.1:{free_port()}/0?{options}"
    with pytest.raises(ValueError, match=re.escape(says)) as told:
        Settings.at_start({f"{PREFIX}REDIS_URL": url, f"{PREFIX}CACHE": "redis"})
    assert url in str(told.value)


def test_a_certificate_rule_that_is_none_is_told() -> None:
    url = "rediss://127.0.0.1/0?ssl_cert_reqs=bogus"
    with pytest.raises(ValueError, match="must be an address that Redis' client can use"):
        Settings.at_start({f"{PREFIX}REDIS_URL": url, f"{PREFIX}CACHE": "redis"})


def test_a_redis_that_wants_another_password_is_told_at_once(tmp_path: Path) -> None:
    """It answers and refuses, which no waiting heals; one that does not answer may come later."""
    with redis_server(tmp_path) as redis:
        redis_client.Redis(port=redis.port).config_set("requirepass", "right")
        for given in ("", ":wrong@"):
            url = f"redis://{given}127.0.0.1:{redis.port}/0"
            with pytest.raises(ValueError, match="the password that this Redis takes") as told:
                Settings.at_start({f"{PREFIX}REDIS_URL": url, f"{PREFIX}CACHE": "redis"})
            assert "wrong" not in str(told.value)
        right = f"redis://:right@127.0.0.1:{redis.port}/0"
        assert Settings.at_start({f"{PREFIX}REDIS_URL": right, f"{PREFIX}CACHE": "redis"}).redis_url == right


def test_an_empty_folder_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    Settings.at_start({f"{PREFIX}CACHE": "files", f"{PREFIX}CACHE_DIR": str(folder)})
    assert list(folder.iterdir()) == [], "nothing of the trial is left"


def test_the_gunicorn_of_the_readme_serves_the_app(tmp_path: Path) -> None:
    (line,) = re.findall(r"^(PORT=8050 .*)$", (ROOT / "README.md").read_text(), flags=re.MULTILINE)
    words = shlex.split(line)
    given = dict(word.split("=", 1) for word in words if "=" in word)
    program = words[len(given) :]
    assert program == [".venv/bin/python", "-m", "app.serve"]
    port = free_port()
    environment = os.environ | given | {"PORT": str(port), f"{PREFIX}CACHE_DIR": str(tmp_path / "cache")}
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen([sys.executable, *program[1:]], cwd=ROOT, env=environment, stderr=log)
    try:
        until(lambda: fetch(f"http://127.0.0.1:{port}/readyz").status == 200, "gunicorn")
        assert fetch(f"http://127.0.0.1:{port}/").status == 200
        workers = int(given["WEB_CONCURRENCY"])
        until(lambda: (tmp_path / "log").read_text().count("Booting worker") == workers, "all workers")
    finally:
        process.terminate()
        assert process.wait(60) == 0
