"""One pod per item: a list made at run time, a task mapped over it, and their sum."""

from airflow.sdk import dag, task


@dag(schedule=None, is_paused_upon_creation=False, tags=["airkust", "example"])
def mapped_tasks():
    @task
    def numbers() -> list[int]:
        return list(range(4))

    @task
    def square(number: int) -> int:
        return number * number

    @task
    def total(squares: list[int]) -> None:
        result = sum(squares)
        print(f"sum of squares: {result}")
        if result != 14:
            raise ValueError(f"0 + 1 + 4 + 9 is not {result}")

    total(square.expand(number=numbers()))


mapped_tasks()
