"""What do the manifests make of an Airflow, on one page for people?"""

from airkust.report.html.page import About, render

__all__ = ["About", "render"]
