"""Networks with many weights, and slices of their landscapes."""
