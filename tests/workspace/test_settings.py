"""What airkust.toml says, and how it is refused."""

from pathlib import Path

import pytest

from airkust.errors import UsageError
from airkust.model.external import External
from airkust.model.profile import Profile
from airkust.workspace.settings import OverlaySettings, Settings, load


def written(directory: Path, text: str) -> Path:
    file = directory / "airkust.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_nothing_is_set(tmp_path: Path) -> None:
    assert load(tmp_path) == Settings()


def test_every_key_is_read(tmp_path: Path) -> None:
    file = written(
        tmp_path, 'kubernetes-version = "1.33"\n[[overlays]]\npath = "overlays/dev"\nprofile = "dev"\n'
    )
    assert load(tmp_path) == Settings(
        file, "1.33", (OverlaySettings(tmp_path / "overlays/dev", Profile.DEV),)
    )


def test_the_nearest_file_above_holds(tmp_path: Path) -> None:
    file = written(tmp_path, "")
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert load(tmp_path / "a" / "b").file == file


def test_the_profile_of_a_listed_overlay_is_found_however_it_is_written(tmp_path: Path) -> None:
    written(tmp_path, '[[overlays]]\npath = "x"\nprofile = "strict"\n')
    (tmp_path / "x").mkdir()
    listed = load(tmp_path).listed(tmp_path / "x" / ".." / "x")
    assert listed is not None
    assert listed.profile is Profile.STRICT


def test_what_the_site_makes_itself_is_read(tmp_path: Path) -> None:
    written(tmp_path, '[[overlays]]\npath = "x"\nprofile = "ha"\nexternal = ["Secret/keys"]\n')
    assert load(tmp_path).overlays[0].external == frozenset({External("Secret", "keys")})


def test_no_declaration_is_not_an_empty_one(tmp_path: Path) -> None:
    written(tmp_path, '[[overlays]]\npath = "x"\nprofile = "ha"\n')
    assert load(tmp_path).overlays[0].external is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('kubernetes_version = "1.33"', "kubernetes_version: unknown key"),
        ("kubernetes-version = 1.33", "kubernetes-version: not a text"),
        ('overlays = "x"', "overlays: not a list of tables"),
        ('[[overlays]]\nprofile = "dev"', "overlays[0].path: missing"),
        ('[[overlays]]\npath = "x"', "overlays[0].profile: missing"),
        ('[[overlays]]\npath = "x"\nprofile = "prod"', 'overlays[0].profile: "prod" is no profile'),
        ('[[overlays]]\npath = "x"\nprofile = "dev"\nname = "y"', "overlays[0].name: unknown key"),
        ("waivers = 1", "waivers: not a list of tables"),
        ('[[waivers]]\nobject = "Pod/a"', "waivers[0].rule: missing"),
        ('[[waivers]]\nrule = "a"', "waivers[0].object: missing"),
        ('[[waivers]]\nrule = "a"\nobject = "a"', 'waivers[0].object: "a" is not KIND/NAME'),
        ('[[waivers]]\nrule = 1\nobject = "Pod/a"', "waivers[0].rule: not a text"),
        ('[[waivers]]\nrule = "a"\nobject = "Pod/a"\nwhy = "b"', "waivers[0].why: unknown key"),
        (
            '[[overlays]]\npath = "x"\nprofile = "dev"\nwaivers = "a"',
            "overlays[0].waivers: not a list of tables",
        ),
        (
            '[[overlays]]\npath = "x"\nprofile = "dev"\n[[overlays.waivers]]\nrule = "a"',
            "overlays[0].waivers[0].object: missing",
        ),
        ('[[overlays]]\npath = "x"\nprofile = "dev"\nbaseline = 1', "overlays[0].baseline: not a text"),
        (
            '[[overlays]]\npath = "x"\nprofile = "dev"\nexternal = "Secret/a"',
            "overlays[0].external: not a list of texts",
        ),
        (
            '[[overlays]]\npath = "x"\nprofile = "dev"\nexternal = ["secret"]',
            'overlays[0].external: "secret" is not KIND/NAME',
        ),
    ],
)
def test_a_wrong_key_is_named(tmp_path: Path, text: str, message: str) -> None:
    file = written(tmp_path, text)
    with pytest.raises(UsageError) as refused:
        load(tmp_path)
    assert refused.value.message == f"{file}: {message}"


WAIVER = '[[{heading}]]\nrule = "a-rule"\nobject = "Pod/*"\nreason = "why"\nowner = "b"\nuntil = {until}\n'


@pytest.mark.parametrize("until", ["2027-01-31", '"2027-01-31"'], ids=["date", "text"])
def test_waivers_are_read_with_their_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, until: str
) -> None:
    monkeypatch.chdir(tmp_path)
    overlay = '[[overlays]]\npath = "x"\nprofile = "ha"\nbaseline = "b.json"\n'
    inner, outer = (
        WAIVER.format(heading=heading, until=until) for heading in ("overlays.waivers", "waivers")
    )
    written(tmp_path, overlay + inner + outer + overlay + inner)
    read = load(tmp_path)
    waivers = [*read.overlays[0].waivers, *read.waivers, *read.overlays[1].waivers]
    assert [str(waiver.source) for waiver in waivers] == [f"airkust.toml:{line}" for line in (5, 11, 21)]
    assert {
        (waiver.rule, str(waiver.subject), waiver.reason, waiver.owner, waiver.until) for waiver in waivers
    } == {("a-rule", "Pod/*", "why", "b", "2027-01-31")}
    assert read.overlays[0].baseline == tmp_path / "b.json"


def test_a_line_that_cannot_be_told_is_not_guessed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(
        tmp_path, 'waivers = [{rule = "a", object = "Pod/a", reason = """\n[[waivers]]\n[[waivers]]\n"""}]\n'
    )
    assert str(load(tmp_path).waivers[0].source) == "airkust.toml"


def test_what_a_waiver_lacks_is_for_a_rule_to_say(tmp_path: Path) -> None:
    written(tmp_path, '[[waivers]]\nrule = "a"\nobject = "Pod/a"\n')
    assert (load(tmp_path).waivers[0].reason, load(tmp_path).waivers[0].until) == ("", "")


def test_a_mistyped_key_names_the_nearest(tmp_path: Path) -> None:
    written(tmp_path, 'kubernetes_version = "1.33"')
    with pytest.raises(UsageError) as refused:
        load(tmp_path)
    assert refused.value.hint == "did you mean kubernetes-version?"


def test_a_file_that_is_no_toml_names_the_line(tmp_path: Path) -> None:
    written(tmp_path, "[[overlays\n")
    with pytest.raises(UsageError, match=r"airkust\.toml: .*line 1"):
        load(tmp_path)
