"""What could not be looked at, and is it worth a word?"""

from collections.abc import Iterator, Mapping
from http import HTTPStatus

from airkust.cluster.listing import Listing, Place


def _unseen(listings: Mapping[Place, Listing]) -> Iterator[tuple[Place, str, bool]]:
    """Where nothing could be listed, what was said, and whether the permissions are the reason."""
    for place, found in listings.items():
        if found.refusal is not None:
            reason = found.refusal.reason or str(found.refusal.code)
            yield place, reason, found.refusal.code == HTTPStatus.FORBIDDEN
        elif found.error:
            yield place, found.error, False


def notes(listings: Mapping[Place, Listing], more: frozenset[Place]) -> Iterator[str]:
    """What is not looked for; a kind that is not rendered and may not be listed is nobody's business."""
    for place, _, forbidden in _unseen(listings):
        if forbidden and place not in more:
            yield f"no permission to list {_named(place)}: those that are rendered no more are not seen"


def errors(listings: Mapping[Place, Listing], more: frozenset[Place]) -> Iterator[str]:
    """What else is not known; of what is rendered, each object says it that cannot be read either."""
    for place, reason, forbidden in _unseen(listings):
        if not forbidden and (place in more or listings[place].refusal):
            yield f"{_named(place)} cannot be listed ({reason}): those that are rendered no more are not seen"


def _named(place: Place) -> str:
    kind, namespace = place
    return f"{kind.plural} in {namespace}" if namespace else kind.plural
