"""The nouns: Kubernetes objects, Airflow's view of them, and findings. Immutable, no input or output."""
