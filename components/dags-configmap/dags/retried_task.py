"""A task that fails at its first try and succeeds at its second, in a new pod."""

from datetime import timedelta

from airflow.sdk import dag, get_current_context, task


@dag(schedule=None, is_paused_upon_creation=False, tags=["airkust", "example"])
def retried_task():
    @task(retries=1, retry_delay=timedelta(seconds=3))
    def second_time_lucky() -> None:
        try_number = get_current_context()["ti"].try_number
        print(f"try number {try_number}")
        if try_number == 1:
            raise RuntimeError("the first try fails on purpose")

    second_time_lucky()


retried_task()
