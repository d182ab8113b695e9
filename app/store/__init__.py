"""What is kept: the cache, its keys, bounds on heavy work, and arrays as bytes."""
