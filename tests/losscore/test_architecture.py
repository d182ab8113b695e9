"""Rules about the package as a whole."""

import ast
import sys
from pathlib import Path

import losscore

ROOT = Path(losscore.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))


def imported(module):
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module or ""


def test_imports_numpy_and_the_standard_library_only():
    allowed = {"numpy", "losscore"} | set(sys.stdlib_module_names)
    assert len(MODULES) > 50
    used = {str(module.relative_to(ROOT)): {name.split(".")[0] for name in imported(module)} for module in MODULES}
    assert {module: names - allowed for module, names in used.items() if names - allowed} == {}


def test_every_public_name_exists_and_is_listed_once():
    assert len(set(losscore.__all__)) == len(losscore.__all__)
    assert all(hasattr(losscore, name) for name in losscore.__all__)
