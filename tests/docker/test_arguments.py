"""What the entrypoint makes of its arguments."""

from tests.docker.conftest import WHOLE, Entrypoint


def test_a_command_of_airflow_runs_as_it_is(entrypoint: Entrypoint) -> None:
    assert entrypoint.run("airflow", "scheduler", settings=WHOLE).stdout == "airflow scheduler\n"


def test_a_bare_component_runs_as_airflows(entrypoint: Entrypoint) -> None:
    ended = entrypoint.run("api-server", "--apps", "core", settings=WHOLE)
    assert ended.stdout == "airflow api-server --apps core\n"


def test_no_argument_shows_what_airflow_can_do(entrypoint: Entrypoint) -> None:
    assert entrypoint.run(settings=WHOLE).stdout == "airflow\n"


def test_python_runs_as_it_is(entrypoint: Entrypoint) -> None:
    assert entrypoint.run("python", "-c", "print('two  words')", settings={}).stdout == "two  words\n"


def test_a_shell_runs_as_it_is(entrypoint: Entrypoint) -> None:
    assert entrypoint.run("bash", "-c", "echo here", settings={}).stdout == "here\n"


def test_the_exit_code_is_the_commands(entrypoint: Entrypoint) -> None:
    assert entrypoint.run("bash", "-c", "exit 7", settings={}).returncode == 7


def test_a_user_without_a_name_gets_one(entrypoint: Entrypoint) -> None:
    assert entrypoint.run("bash", "-c", 'echo "$USER"', settings={}).stdout == "airflow\n"


def test_a_user_whose_home_is_the_root_gets_one(entrypoint: Entrypoint) -> None:
    ended = entrypoint.run("bash", "-c", 'echo "$HOME"', settings={"HOME": "/"})
    assert ended.stdout == "/home/airflow\n"


def test_a_home_that_was_given_stays(entrypoint: Entrypoint) -> None:
    assert entrypoint.run("bash", "-c", 'echo "$HOME"', settings={"HOME": "/srv"}).stdout == "/srv\n"


def test_what_one_user_of_the_group_writes_another_may_rewrite(entrypoint: Entrypoint) -> None:
    assert entrypoint.run("bash", "-c", "umask", settings={}).stdout == "0002\n"
