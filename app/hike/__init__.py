"""Hike: blindfolded on a landscape. A seed names landscape and start, the steps are the learner's own."""
