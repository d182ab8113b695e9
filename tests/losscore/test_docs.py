"""Examples in docstrings run as tests."""

import doctest
import importlib
import pkgutil

import pytest

import losscore

NAMES = ["losscore", *(module.name for module in pkgutil.walk_packages(losscore.__path__, "losscore."))]


@pytest.mark.parametrize("name", NAMES)
def test_examples(name):
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0


def test_there_are_examples():
    finder = doctest.DocTestFinder(exclude_empty=True)
    assert sum(bool(test.examples) for name in NAMES for test in finder.find(importlib.import_module(name))) >= 15
