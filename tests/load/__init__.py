"""The load test: a class of 300 on this machine. ``make load``."""
