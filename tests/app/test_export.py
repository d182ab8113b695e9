"""The code that a run is taken away as is run, and gives the path on the screen."""

from __future__ import annotations

import ast
import importlib.util
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import losscore as ls
from app.lab.export import in_torch, losscore_code, torch_code
from app.runs.rule import SCHEDULES, Rule
from app.runs.scene import Scene, change, from_link, to_link
from tests.app.test_results import whole

ROOT = Path(__file__).parent.parent.parent
TABLE = "problem=own&data=hours,mood,no|yes;0.5,1,0;1,2,0;2,1,1;2.5,3,0;4,2.5,1&steps=40&optimizer="
# What people call columns, and what would end a text, a line or a program in many a language.
NAMES = (
    r"\theta_1", r"path\new", r"C:\Users\x", "\\", "it's", "{x}", "%s {0!r}", "# y", "\x0b\x0c\x1c\x85\u2028", "\x00",
    "Größe 😀", "\u202eabc", "ends with \\", "'''",
)  # fmt: skip


def named(name: str) -> Scene:
    """A run on own data with a column of this name."""
    values = {"problem": "own", "data": f"{name},{name}2,no|yes;1.5,2,0;2.5,1,1;1,1,1;2,2,0", "steps": "50"}
    return change(Scene(rules=(Rule("Adam", 0.1),), start=(0.0, 0.0)), values)[0]


SCENES = [
    *map(named, NAMES),
    *(Scene(problem=name, rules=(Rule("Momentum", 0.1),), steps=30) for name in ls.PROBLEMS),
    *(Scene(rules=(Rule(name, 0.05, weight_decay=0.02),), steps=60) for name in ls.OPTIMIZERS),
    *(Scene(rules=(Rule("Momentum", 0.1, schedule=name),), steps=60) for name in SCHEDULES),
    Scene(rules=(Rule("Adam", 0.1, beta1=0.8, beta2=0.99, eps=1e-6, schedule="OneCycle"),), steps=60),
    Scene(rules=(Rule("RMSProp", 0.05, alpha=0.9, batch_size=8),), seed=3, steps=100),
    Scene(rules=(Rule("Momentum", 0.1).changed(20, "learning_rate", 0.3).changed(30, "momentum", 0.5),), steps=60),
    Scene(rules=(Rule("Adam", 0.1, schedule="CosineDecay").changed(20, "learning_rate", 0.3),), steps=60),
    from_link(TABLE + "AdamW")[0],
    from_link(TABLE + "Nesterov&scaling=standardised")[0],
]


# Runs every script by itself, but in one process: to import PyTorch takes longer than all of them together.
RUN_ALL = """
import contextlib, io, json, sys
out = []
for code in json.load(sys.stdin):
    names = {}
    with contextlib.redirect_stdout(io.StringIO()) as said:
        exec(compile(code, "run.py", "exec"), names)
    rows = [list(map(float, w)) for w in names["weights"]], list(map(float, names["losses"]))
    out.append([*rows, said.getvalue()])
print(json.dumps(out))
"""


def ran(codes: list[str]) -> list[tuple[np.ndarray, np.ndarray, str]]:
    """Weights, losses and what was printed, of each script."""
    done = subprocess.run(
        [sys.executable, "-c", RUN_ALL],
        input=json.dumps(codes),
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    return [(np.array(weights), np.array(losses), said) for weights, losses, said in json.loads(done.stdout)]


def test_with_losscore_it_is_the_same_path_to_the_bit() -> None:
    runs = ran([losscore_code(scene, to_link(scene)) for scene in SCENES])
    for scene, (weights, losses, said) in zip(SCENES, runs, strict=True):
        path = whole(scene)
        assert np.array_equal(weights, path.weights), to_link(scene)
        assert np.array_equal(losses, path.losses), to_link(scene)
        assert ls.verdict(path, scene.problem_shown).sentence in said


@pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="PyTorch is large: make test TORCH=1 brings it")
def test_with_pytorch_it_is_the_same_path() -> None:
    runs = ran([torch_code(scene, to_link(scene)) for scene in SCENES])
    for scene, (weights, losses, _) in zip(SCENES, runs, strict=True):
        path = whole(scene)
        assert np.allclose(weights, path.weights, rtol=0, atol=1e-11), to_link(scene)
        assert np.allclose(losses, path.losses, rtol=0, atol=1e-11), to_link(scene)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: to_link(scene)[:80])
def test_the_code_for_pytorch_is_python_and_needs_nothing_of_ours(scene: Scene) -> None:
    code = torch_code(scene, to_link(scene))
    compile(code, "run.py", "exec")
    assert "losscore" not in code.replace("# ", "")


def test_columns_named_in_latex_run_to_the_loss_on_the_screen() -> None:
    """0.350357 is what PyTorch 2.13 prints for these rows, Adam at 0.1, 50 steps from 0."""
    scene = named(r"\theta_1")
    (run,) = ran([losscore_code(scene, to_link(scene))])
    assert run[1][-1] == pytest.approx(0.350357, abs=5e-7)


def test_rows_with_quotes_are_texts_whatever_is_in_them() -> None:
    """Names with quotation marks may reach the code by a link of another version."""
    rows = ["a\"\"\"'''b\\,no|yes", "1,0", "2,1", "3,0", "4,1"]
    scene = replace(Scene(problem="own"), data=";".join(rows))
    tree = ast.parse(losscore_code(scene, ""))
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    assert "".join(f"{row}\n" for row in rows) in texts


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("4 sin(w1 x + w2)", "4 * torch.sin(w1 * x + w2)"),
        (
            "2 [tanh(2 (x - w1)) - tanh(2 (x - w2))] - 2",
            "2 * (torch.tanh(2 * (x - w1)) - torch.tanh(2 * (x - w2))) - 2",
        ),
        ("w1 x1 + w2 x2", "w1 * x1 + w2 * x2"),
    ],
)
def test_a_formula_becomes_code(formula: str, code: str) -> None:
    assert in_torch(formula) == code
