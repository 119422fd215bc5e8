"""A Kubernetes API server, asked and never changed: what lives there, and what an apply would make of it."""
