"""How does a comparison go without showing a secret, and still tell equal ones from others?

A secret is replaced by a keyed hash before anything compares or prints it: the same text has the same mask in
one run, wherever it stands, and nobody without the key can try out guesses. The mask tells nothing of the
length. What an API server or a program said goes through `diff/answers.py` first.
"""

import base64
import binascii
import hmac
import re
from collections.abc import Callable, Mapping
from typing import Any

from airkust.diff.documents import Document, document
from airkust.diff.live import LAST_APPLIED, Live
from airkust.model import secret_parts, tree
from airkust.model.secret_text import is_sensitive

MARK = "•••"
DIGITS = 8
"""Of the hash: enough to tell the secrets of one cluster apart."""

MASK = re.compile(rf"{MARK}[0-9a-f]{{{DIGITS}}}")

NO_SECRETS = frozenset({"true", "false", "null", "~", ""})

Body = Mapping[str, Any]


class Masker:
    """Masks secrets with one key.

    Args:
        key: Whoever has it can try out guesses; 32 random bytes, for one run or for a site's snapshots.
            None gives all secrets one mask: for a snapshot that was masked with a key nobody has here.
    """

    def __init__(self, key: bytes | None) -> None:
        self._key = key
        self._masks: dict[str, str] = {}
        self._noted: list[str] = []

    def mask(self, secret: str) -> str:
        """What stands for a secret."""
        return secret if secret.strip("\"'").lower() in NO_SECRETS else self._hashed(secret)

    def _hashed(self, secret: str) -> str:
        if not MASK.fullmatch(secret) and secret != MARK:
            self._noted.append(secret)
        if self._key is None:
            self._masks[secret] = MARK
            return MARK
        if MASK.fullmatch(secret):  # in a snapshot
            return secret
        if secret not in self._masks:
            digest = hmac.new(self._key, secret.encode(errors="surrogatepass"), "sha256").hexdigest()
            self._masks[secret] = f"{MARK}{digest[:DIGITS]}"
        return self._masks[secret]

    def body(self, body: Body) -> Body:
        """A copy of an object without secrets."""
        masked = {key: self._value(value) for key, value in body.items() if key not in ("data", "stringData")}
        kind = body.get("kind")
        for field in ("data", "stringData"):
            if field in body:
                masked[field] = self._data(body[field], secret=kind == "Secret" and field)
        if kind == "Secret" and isinstance(masked.get("stringData"), dict):  # as the API server does
            written = masked.pop("stringData")
            masked["data"] = {**tree.mapping(masked, "data"), **written}
        return masked

    @property
    def known(self) -> Mapping[str, str]:
        """The secrets that were masked by now, with their masks."""
        return self._masks

    def live(self, live: Live) -> Live:
        """The same without secrets."""
        live = live.unpacked()
        noted = live.last_applied
        return Live(live.id, self.body(live.body), noted and self.body(noted))

    def _data(self, value: object, *, secret: object) -> Any:  # noqa: ANN401 -- whatever stands there
        """The data of a ConfigMap, of a Secret, or a field of that name of some other kind."""
        if not isinstance(value, Mapping):
            return self._value(value)
        if not secret:
            return {key: self._named(key, item) for key, item in value.items()}
        read: Callable[[str], str] = _decoded if secret == "data" else str  # noqa: S105 -- a field
        return {
            key: self._forced(read(item) if isinstance(item, str) else item) for key, item in value.items()
        }

    def _value(self, value: Any) -> Any:  # noqa: ANN401 -- whatever the object holds
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, list):
            return self._list(value)
        if not isinstance(value, Mapping):
            return value
        name = value.get("name")
        masked = {key: self._value(item) for key, item in value.items()}
        if isinstance(name, str) and says_secret(name) and value.get("value") is not None:
            masked["value"] = self._forced(value["value"], mask=self.mask)  # a variable
        for field in ("annotations", "data", "stringData"):
            if isinstance(value.get(field), Mapping):
                masked[field] = {key: self._named(key, item) for key, item in value[field].items()}
        return masked

    def _list(self, items: list[Any]) -> list[Any]:
        """A list; what follows `--password` in a command line is a secret."""
        masked: list[Any] = []
        flag = False
        for item in items:
            secret = flag and isinstance(item, str) and not item.startswith("-")
            masked.append(self.mask(item) if secret else self._value(item))
            flag = isinstance(item, str) and item.startswith("-") and "=" not in item and is_sensitive(item)
        return masked

    def _named(self, name: str, value: object) -> Any:  # noqa: ANN401 -- as above
        """What stands under a name that may say secret, in a ConfigMap or among annotations."""
        if name == LAST_APPLIED:
            return MARK  # holds a whole object; the comparison reads it elsewhere
        if isinstance(value, str):
            return self.mask(value) if says_secret(name) else self._file(name, value)
        return self._value(value)

    def _file(self, name: str, text: str) -> str:
        """A text that may hold a document, a pod template for one, whose secrets stand as in an object.

        They are looked for in what it says and replaced in how it says it. Where one is written in another
        way than it reads, over several lines for instance, the whole text is masked.
        """
        said = document(name, text)
        if said is None:
            return self._text(text)
        for secret in sorted(self._secrets(said), key=len, reverse=True):
            exactly = rf"(?<!\w){re.escape(secret)}(?!\w)"
            text = re.sub(exactly, self.mask(secret), text)
        again = document(name, text)
        return self._hashed(text) if again is None or self._secrets(again) else self._text(text)

    def _secrets(self, said: Document) -> frozenset[str]:
        """What a document holds and is masked."""
        before, self._noted = self._noted, []
        self._value(said)
        self._assigned(said)
        found, self._noted = frozenset(self._noted), before
        return found

    def _assigned(self, value: object) -> None:
        """Mask what stands under a name that says secret, at any depth: a file is of any kind."""
        if isinstance(value, Mapping):
            for name, inner in value.items():
                if _is_scalar(inner) and says_secret(name):
                    self._forced(inner, mask=self.mask)
                else:
                    self._assigned(inner)
        elif isinstance(value, list):
            for inner in value:
                self._assigned(inner)

    def _forced(self, value: object, mask: Callable[[str], str] | None = None) -> Any:  # noqa: ANN401 -- as above
        if value is None:
            return None
        # what is no text is nothing an API server takes, but it was meant to be secret
        return (mask or self._hashed)(value if isinstance(value, str) else repr(value))

    def _text(self, text: str) -> str:
        return secret_parts.replaced(text, self.mask)


def is_masked(secret: Body) -> bool:
    """Whether a Secret comes without its secrets, as from a snapshot."""
    texts = tree.labels(secret, "data").values()
    return any(text.startswith(MARK) for text in texts)


def says_secret(name: str) -> bool:
    """Whether what stands under a name is a secret; `key` alone names a key, that of a Secret for one."""
    return name != "key" and is_sensitive(name)


def _is_scalar(value: object) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _decoded(text: str) -> str:
    """The text behind base64, so that one secret has one mask; the base64 itself where that is none."""
    try:
        return base64.b64decode(text, validate=True).decode()
    except (binascii.Error, ValueError):
        return text
