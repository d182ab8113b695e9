"""Benchmarks. ``python -m tests.bench`` runs them all, ``python -m tests.bench engine`` one of them.

Each module beside this one is a benchmark: it has a ``main(quick)`` that prints, ``quick`` meaning small sizes, as the
tests run it. Times are given as ratios to something everybody knows, so that they mean the same on another machine.
"""
