"""Golden links: addresses that every later version must open on the same scene with the same end."""
