"""Does Airflow keep running when a pod, a node or a rollout takes something away?"""
