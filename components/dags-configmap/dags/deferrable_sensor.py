"""A wait that holds no pod: the sensor hands itself to the triggerer and comes back later."""

from datetime import timedelta

from airflow.providers.standard.sensors.time_delta import WaitSensor
from airflow.sdk import dag, task


@dag(schedule=None, is_paused_upon_creation=False, tags=["airkust", "example"])
def deferrable_sensor():
    wait = WaitSensor(task_id="wait", time_to_wait=timedelta(seconds=15), deferrable=True)

    @task
    def after() -> None:
        print("the wait is over")

    wait >> after()


deferrable_sensor()
