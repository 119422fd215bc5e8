"""How is one key of a Secret changed in a file that holds it, and everything else in it kept?"""

import base64
from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from airkust.errors import InputError
from airkust.model import tree
from airkust.parse.encoding import utf8
from airkust.secrets.manifests import WIDTH, encoded
from airkust.secrets.needed import NeededSecret

Change = Callable[[str, str], str]
"""Of the old value and of the words that say where it stands, the new value."""


@dataclass(frozen=True, slots=True)
class SecretFile:
    """A file of manifests with its comments and order, to be changed in place.

    Attributes:
        name: What to call it in messages.
    """

    name: str
    _documents: list[Any] = field(repr=False)  # holds Secrets

    def change(self, secret: NeededSecret, key: str, change: Change) -> None:
        """Change one value.

        Raises:
            InputError: The file does not hold it, or it is no text. Never quotes a value.
        """
        where = f'{self.name}: key "{key}" of {secret}'
        body = next((found for found in self._secrets() if _is(found, secret)), None)
        if body is None:
            raise InputError(
                f"{self.name}: holds no {secret}",
                hint="a SealedSecret cannot be read: take the Secret from the cluster, by kubectl get",
            )
        # as the API server merges them: what stands under stringData wins
        plain, data = tree.mapping(body, "stringData"), tree.mapping(body, "data")
        if key in plain:
            body["stringData"][key] = change(_text(plain[key], where), where)
        elif key in data:
            body["data"][key] = encoded(change(_decoded(data[key], where), where))
        else:
            raise InputError(f'{self.name}: {secret} holds no key "{key}"')

    def write(self) -> bytes:
        """The whole file."""
        stream = BytesIO()
        _yaml().dump_all(self._documents, stream)
        return stream.getvalue()

    def _secrets(self) -> Iterator[MutableMapping[str, Any]]:
        for document in self._documents:
            for body in (document, *tree.sequence(document, "items")):
                if tree.text(body, "kind") == "Secret":
                    yield body


def read_secret_file(data: bytes, name: str) -> SecretFile:
    """Read a file of manifests.

    Args:
        data: YAML, or JSON, which it then stays.
        name: What to call it in messages.

    Raises:
        InputError: It is no YAML. Names the line and, unlike for other files, quotes nothing of it.
    """
    try:
        return SecretFile(name, list(_yaml().load_all(utf8(data, name))))
    except MarkedYAMLError as error:
        line = f":{error.problem_mark.line + 1}" if error.problem_mark else ""
        raise InputError(f"{name}{line}: invalid YAML") from None  # the cause may quote a value
    except YAMLError:
        raise InputError(f"{name}: invalid YAML") from None


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = WIDTH
    return yaml


def _is(body: object, secret: NeededSecret) -> bool:
    namespace = tree.text(body, "metadata", "namespace")
    same = not namespace or not secret.namespace or namespace == secret.namespace
    return same and tree.text(body, "metadata", "name") == secret.name


def _text(value: object, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise InputError(f"{where} is no text")
    return value


def _decoded(value: object, where: str) -> str:
    try:
        return _text(base64.b64decode(_text(value, where), validate=True).decode(), where)
    except ValueError:
        raise InputError(f"{where} is no text in base64") from None  # the cause quotes it
