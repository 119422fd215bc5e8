"""A value handed from one pod to the next through the metadata database."""

from airflow.sdk import dag, task


@dag(schedule=None, is_paused_upon_creation=False, tags=["airkust", "example"])
def xcom():
    @task
    def send() -> dict[str, str]:
        return {"greeting": "hello from another pod"}

    @task
    def receive(message: dict[str, str]) -> None:
        print(message["greeting"])
        if message != {"greeting": "hello from another pod"}:
            raise ValueError(f"something else arrived: {message}")

    receive(send())


xcom()
