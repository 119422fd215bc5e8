"""Builds, validates and checks Apache Airflow on Kubernetes."""
