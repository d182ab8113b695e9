"""What the lock files promise: they fit pyproject.toml and one another, and name no place to download from."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import Marker
from plotly.offline import get_plotlyjs_version

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

# The browser driver of dash[testing] holds urllib3 back; the app runs with the newer one.
HELD_BACK_BY_THE_TESTS = {"urllib3"}


def pins(name: str) -> dict[str, set[str]]:
    """Versions by package name; more than one where the Pythons differ."""
    found: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([a-z0-9-]+)==([^\s;]+)", (ROOT / name).read_text(), flags=re.MULTILINE):
        found.setdefault(package, set()).add(version)
    return found


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^a-z0-9-]", requirement.lower())[0] for requirement in requirements}


def test_the_run_lock_pins_every_dependency() -> None:
    assert names(PROJECT["dependencies"]) <= set(pins("requirements.lock"))


def test_the_test_lock_pins_every_dependency_of_the_tests() -> None:
    wanted = names(PROJECT["dependencies"]) | names(PROJECT["optional-dependencies"]["test"])
    assert wanted <= set(pins("requirements-test.lock"))


def test_the_tests_run_with_the_versions_that_the_app_runs_with() -> None:
    run, test = pins("requirements.lock"), pins("requirements-test.lock")
    assert {name: test.get(name) for name in run if name not in HELD_BACK_BY_THE_TESTS} == {
        name: versions for name, versions in run.items() if name not in HELD_BACK_BY_THE_TESTS
    }


def test_the_load_tests_lock_has_what_it_needs_and_the_app_s_own_versions() -> None:
    run, load = pins("requirements.lock"), pins("tests/load/requirements.lock")
    assert "locust" in load
    assert {name: load.get(name) for name in run} == run


LOCKS = ("requirements.lock", "requirements-test.lock", "tests/load/requirements.lock")


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_has_a_hash_for_each_pin_and_no_address(name: str) -> None:
    blocks = re.split(r"^(?=[a-z])", (ROOT / name).read_text(), flags=re.MULTILINE)[1:]
    assert blocks
    assert all("--hash=sha256:" in block for block in blocks)
    assert not re.search(r"://|index-url|find-links|file:", "".join(blocks))


def test_pytorch_comes_with_the_versions_that_the_tests_run_with() -> None:
    torch, test = pins("tests/torch.constraints.txt"), pins("requirements-test.lock")
    assert "torch" in torch
    assert {name: torch[name] for name in torch if name in test} == {name: test[name] for name in torch if name in test}


def test_nothing_is_installed_but_what_a_lock_names() -> None:
    """No dependency is looked for, nothing is built, every file has its hash. `make lock` alone looks further."""
    makefile = (ROOT / "Makefile").read_text()
    (install,) = re.findall(r"^PIP_INSTALL := pip (.*)$", makefile, flags=re.MULTILINE)
    assert {"install", "--no-deps", "--only-binary", ":all:", "--require-hashes"} <= set(install.split())
    recipes = [line for line in makefile.splitlines() if line.startswith("\t")]
    others = [line for line in recipes if re.search(r"\bpip\b.* install ", line)]
    # PyTorch is another file on each kind of machine, so its versions are pinned and its hashes are not.
    uv, torch = others
    assert "install uv;" in uv
    assert "--only-binary :all: --constraint tests/torch.constraints.txt torch" in torch


def test_ci_sets_up_a_clone_with_the_oldest_pip_of_every_python() -> None:
    """Those that the first release of each Python brings, each with its hash."""
    assert "PIP_FROM=.ci/oldest-pip.txt" in (ROOT / ".ci" / "run").read_text()
    lines = (ROOT / ".ci" / "oldest-pip.txt").read_text().splitlines()
    wanted = [line for line in lines if not line.startswith("#")]
    assert [line.split()[0] for line in wanted] == ["pip==22.3", "pip==23.2.1", "pip==24.2", "pip==25.2"]
    assert all(re.search(r" --hash=sha256:[0-9a-f]{64}$", line) for line in wanted)
    for python in ("3.11", "3.12", "3.13", "3.14"):
        fitting = [
            line for line in wanted if Marker(line.split(";")[1].split("--")[0]).evaluate({"python_version": python})
        ]
        assert len(fitting) == 1, python


def test_the_benchmark_libraries_are_in_no_lock_file() -> None:
    bench = names(PROJECT["optional-dependencies"]["bench"])
    assert not bench & (set(pins("requirements.lock")) | set(pins("requirements-test.lock")))


@pytest.mark.parametrize("folder", ["tests", "app/serve/plotly"])
def test_the_scripts_are_pinned_with_a_hash_and_no_address(folder: str) -> None:
    wanted = json.loads((ROOT / folder / "package.json").read_text())
    lock = json.loads((ROOT / folder / "package-lock.json").read_text())
    pinned = {name.removeprefix("node_modules/"): entry for name, entry in lock["packages"].items() if name}
    for name, version in {**wanted.get("dependencies", {}), **wanted.get("devDependencies", {})}.items():
        assert version == pinned[name]["version"], f"{name} is pinned by the lock file and by a plain version"
    for name, entry in pinned.items():
        assert entry["integrity"].startswith("sha512-"), name
        assert "resolved" not in entry, name


def test_the_plotly_js_that_is_built_is_the_one_that_plotly_py_speaks_to() -> None:
    wanted = json.loads((ROOT / "app" / "serve" / "plotly" / "package.json").read_text())
    assert wanted["devDependencies"]["plotly.js"] == get_plotlyjs_version()


def test_every_trace_that_a_figure_draws_is_in_the_plotly_js_that_is_built() -> None:
    script = (ROOT / "app" / "serve" / "plotly" / "build.mjs").read_text()
    built = {"scatter", *re.findall(r'"(\w+)"', re.findall(r"const TRACES = \[(.*)\]", script)[0])}
    drawn = {
        name.lower()
        for file in (ROOT / "app").rglob("*.py")
        for name in re.findall(r"\bgo\.([A-Z][A-Za-z0-9]+)\(", file.read_text())
    } - {"figure", "layout"}
    drawn |= {
        kind
        for file in (ROOT / "assets").rglob("*.js")
        for kind in re.findall(
            r"\btype: \"(scatter|scatter3d|surface|contour|heatmap|bar|mesh3d|histogram)\"", file.read_text()
        )
    }
    assert drawn <= built
