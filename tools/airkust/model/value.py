"""What is known about the value of a setting, without ever holding a secret?

Two values that are equal come from the same place and will be equal in the cluster: that is what
makes "both components read the same key" a comparison.
"""

from dataclasses import dataclass

from airkust.model.resource import ResourceId


@dataclass(frozen=True, slots=True)
class SecretRef:
    """A key of a Secret. Its data is never read."""

    name: str
    key: str

    def __str__(self) -> str:
        return f'key "{self.key}" of Secret/{self.name}'


@dataclass(frozen=True, slots=True)
class Known:
    """A text the manifests spell out.

    Attributes:
        text: Where it refers to a Secret, `$(NAME)` is left standing.
        secrets: The Secrets it refers to in that way.
    """

    text: str
    secrets: tuple[SecretRef, ...] = ()

    def __str__(self) -> str:
        return f'"{self.text}"'


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Airflow asks somebody else: a command (`_CMD`) or a secrets backend (`_SECRET`)."""

    how: str
    argument: str

    def __str__(self) -> str:
        return f'the {self.how} "{self.argument}"'


@dataclass(frozen=True, slots=True)
class Undetermined:
    """The manifests cannot tell.

    Attributes:
        fact: What would have to be known, for instance `ConfigMap/airflow-extra`.
    """

    fact: str

    def __str__(self) -> str:
        return f"unknown, it depends on {self.fact}"


Value = Known | SecretRef | Elsewhere | Undetermined


@dataclass(frozen=True, slots=True)
class Setting:
    """One effective setting of a container.

    Attributes:
        value: None where it is neither set nor in our table of defaults.
        holder: The object it stands in; None for a default.
        field: Where in the holder.
    """

    value: Value | None
    holder: ResourceId | None = None
    field: str = ""

    @property
    def text(self) -> str | None:
        """The text, where the manifests spell all of it out."""
        return self.value.text if isinstance(self.value, Known) and not self.value.secrets else None

    @property
    def is_default(self) -> bool:
        return self.holder is None
