"""How do all parts become one page that needs nothing else?

No script runs in it and nothing is loaded: its Content-Security-Policy forbids both. Jinja2 escapes whatever
a manifest says.
"""

import base64
import hashlib
from dataclasses import dataclass
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from airkust.model.finding import Severity
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.result import CheckResult, Outcome
from airkust.model.traffic import Traffic, traffic
from airkust.report.html import words
from airkust.report.html.configuration import configurations
from airkust.report.html.faults import faults
from airkust.report.html.findings import domains, missing_facts
from airkust.report.html.graph import BOX_HEIGHT, BOX_WIDTH, graph
from airkust.report.html.inventory import inventory
from airkust.report.html.members import Members
from airkust.report.html.places import places
from airkust.report.html.summary import verdict
from airkust.report.masking import masked_urls


@dataclass(frozen=True, slots=True)
class About:
    """What neither manifests nor rules know.

    Attributes:
        date: As the page is to show it.
        version: Of airkust.
        drills: Where the measured costs of faults can be read, from the page; "" for nowhere.
    """

    profile: Profile
    date: str
    version: str
    drills: str = ""


def render(rendering: Rendering, result: CheckResult, about: About) -> str:
    """The whole page. The same arguments give the same bytes.

    Args:
        rendering: What was judged, with the facts that were stated.
        result: What the rules say of it.
        about: What else stands on the page.
    """
    environment = Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(counted=words.counted, masked=masked_urls, prose=_prose)
    style = _style()
    talk = traffic(rendering)
    members = Members(rendering)
    where = places(rendering, members)
    return environment.get_template("page.html").render(
        about=about,
        Outcome=Outcome,
        Severity=Severity,
        box=(BOX_WIDTH, BOX_HEIGHT),
        configurations=configurations(rendering),
        domains=domains(result),
        facts=missing_facts(result),
        faults=tuple(faults(members, where)),
        graph=graph(talk, _sizes(rendering, talk)) if talk and talk.links else None,
        inventory=inventory(rendering),
        places=where,
        result=result,
        style=Markup(style),  # noqa: S704 -- ours, from the package
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        too_many=talk is None,
        verdict=verdict(result, about.profile),
    )


def _prose(text: str) -> Markup:
    """A rule's own words, with what stands between backticks as code."""
    code, plain = Markup("<code>{}</code>"), Markup("{}")
    return Markup("").join(
        (code if at % 2 else plain).format(part) for at, part in enumerate(text.split("`"))
    )


def _sizes(rendering: Rendering, talk: Traffic) -> dict[str, str]:
    """How many pods each party keeps, in words."""
    sizes = {party.key: rendering.replicas(party.workload) for party in talk.parties if party.workload}
    return {key: words.counted(size.minimum, "pod") for key, size in sizes.items() if size}


def _style() -> str:
    return resources.files(__package__).joinpath("templates", "report.css").read_text(encoding="utf-8")
