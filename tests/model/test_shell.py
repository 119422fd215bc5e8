"""Which commands of a script get a container's signals; each line was tried with bash 5.2 and dash 0.5.12."""

import json

import pytest
from tests.model.manifests import only_workload, pod

from airkust.model.shell import Script, script_of


def script(text: str, shell: str = "sh", flag: str = "-c") -> Script | None:
    _, workload = only_workload(pod(f"command: [/bin/{shell}, {flag}, {json.dumps(text)}]"))
    return script_of(workload.containers[0])


def signalled(text: str, shell: str) -> bool:
    found = script(text, shell)
    assert found is not None
    [step] = [step for step in found.steps if "airflow" in step.words]
    return found.signals(step)


@pytest.mark.parametrize(
    ("text", "in_bash", "in_dash"),
    [
        ("exec airflow scheduler", True, True),
        ("airflow scheduler", True, False),
        ("A=b airflow scheduler", True, False),
        ("A=b exec airflow scheduler", True, True),
        ("true && airflow scheduler", True, False),
        ("true; airflow scheduler;", True, False),
        ("true\n\nairflow scheduler\n", True, False),
        ("exec \\\nairflow scheduler", True, True),
        ("airflow scheduler || exit 1", False, False),
        ("airflow scheduler; echo over", False, False),
        ("airflow scheduler 2>&1", False, False),
        ("exec airflow scheduler 2>&1", True, True),
        ("airflow scheduler | tee /log", False, False),
        ("exec airflow scheduler | tee /log", False, False),
        ("airflow scheduler & wait", False, False),
        ("(exec airflow scheduler)", False, False),
        ("trap 'kill $pid' TERM; airflow scheduler & wait", True, True),
        ("exec airflow scheduler # not; airflow", True, True),
        ("airflow scheduler\n# the end", True, False),
        ("if true; then airflow scheduler; fi", False, False),
    ],
)
def test_a_shell_makes_way_or_keeps_the_signals(text: str, in_bash: bool, in_dash: bool) -> None:  # noqa: FBT001 -- the expectation
    assert (signalled(text, "bash"), signalled(text, "sh")) == (in_bash, in_dash)


def test_the_flag_may_stand_among_others() -> None:
    assert script("exec airflow", flag="-ec") == script("exec airflow")


def test_a_quote_over_two_lines_ends_nothing() -> None:
    found = script("echo 'a\nb'; exec airflow scheduler")
    assert found is not None
    assert found.steps[-1].replaces_the_shell


@pytest.mark.parametrize(
    "container",
    [
        "args: [sh, -c, 'airflow scheduler']",  # the image's entrypoint comes first
        "command: [dumb-init, --, sh, -c, 'airflow scheduler']",
        "command: [bash, /start.sh]",
        "command: [bash, -c]",
        "command: 5",
    ],
)
def test_without_a_script_there_is_nothing_to_read(container: str) -> None:
    _, workload = only_workload(pod(container))
    assert script_of(workload.containers[0]) is None
