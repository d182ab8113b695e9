"""The lab: a landscape of two weights, its runs and its pictures."""
