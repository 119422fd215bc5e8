"""Is Airflow told what it needs, and every part of it the same?"""
