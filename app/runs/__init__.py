"""A run on two weights, for the lab, the hike, the lesson and previews."""
