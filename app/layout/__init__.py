"""Functions that build components; they take plain values and know no callback."""
