"""Wiring only: a decorated function parses, calls one pure function and returns. Each module has a ``register(app, results)``."""
