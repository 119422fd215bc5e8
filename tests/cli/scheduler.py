"""A scheduler that runs alone: one finding of one rule."""

SCHEDULER = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: airflow-scheduler
spec:
  replicas: 1
  selector:
    matchLabels: {app.kubernetes.io/name: airflow, app.kubernetes.io/component: scheduler}
  template:
    metadata:
      labels: {app.kubernetes.io/name: airflow, app.kubernetes.io/component: scheduler}
    spec:
      containers:
        - {name: airflow, image: "apache/airflow:3.3.2", args: [scheduler]}
"""
ONLY = ("--only", "single-replica")
