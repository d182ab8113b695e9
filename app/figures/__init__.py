"""Figures: results in, a fresh ``go.Figure`` out. They draw the landscape and its marks; the player draws the runs."""
