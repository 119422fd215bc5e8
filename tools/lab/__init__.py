"""A real Kubernetes cluster on one Linux machine, for tests, demos and drills."""
