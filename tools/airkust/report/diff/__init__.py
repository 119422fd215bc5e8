"""How does a comparison with the cluster look, in each format? A `Comparison` in, a string out."""
