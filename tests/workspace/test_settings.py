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


def test_a_mistyped_key_names_the_nearest(tmp_path: Path) -> None:
    written(tmp_path, 'kubernetes_version = "1.33"')
    with pytest.raises(UsageError) as refused:
        load(tmp_path)
    assert refused.value.hint == "did you mean kubernetes-version?"


def test_a_file_that_is_no_toml_names_the_line(tmp_path: Path) -> None:
    written(tmp_path, "[[overlays\n")
    with pytest.raises(UsageError, match=r"airkust\.toml: .*line 1"):
        load(tmp_path)
