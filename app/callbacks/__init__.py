"""Wiring only: a decorated function parses, calls one pure function, returns. Each module has ``register``."""
