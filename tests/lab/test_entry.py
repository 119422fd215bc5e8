"""Does each way a command can end become a message and an exit code?"""

import pytest
import typer

from lab.entry import run
from lab.errors import LabError, ToolFailed


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (LabError("no node"), (2, "lab: no node\n")),
        (ToolFailed("ended badly", hint="look here"), (3, "lab: ended badly\n  look here\n")),
        (KeyboardInterrupt(), (130, "lab: interrupted; go on\n")),
    ],
)
def test_an_error_is_told_and_has_its_exit_code(
    error: BaseException,
    expected: tuple[int, str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = typer.Typer(pretty_exceptions_enable=False)

    @app.command()
    def fail() -> None:
        raise error

    monkeypatch.setattr("sys.argv", ["fail"])
    with pytest.raises(SystemExit) as end:
        run(app, "fail", interrupted="go on")
    assert (end.value.code, capsys.readouterr().err) == expected
