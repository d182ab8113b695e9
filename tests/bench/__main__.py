"""Run all benchmarks, or those that are named: ``python -m tests.bench [--quick] [name ...]``."""

from __future__ import annotations

import argparse
import importlib
import pkgutil

from tests import bench

NO_BENCHMARK = ("__main__", "timing", "test_bench")
NAMES = sorted(module.name for module in pkgutil.iter_modules(bench.__path__) if module.name not in NO_BENCHMARK)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure.")
    parser.add_argument("names", nargs="*", metavar="name", help=f"which of: {', '.join(NAMES)} (by default all)")
    parser.add_argument("--quick", action="store_true", help="small sizes: to see that it runs, not how fast")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(NAMES):
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    for name in arguments.names or NAMES:
        importlib.import_module(f"tests.bench.{name}").main(quick=arguments.quick)


if __name__ == "__main__":
    main()
