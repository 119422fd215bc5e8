"""How does the time of `airkust check` grow with the number of objects?

Judges many copies of ha-prod, each in a namespace of its own, by every rule of its profile.
Run: `python tests/bench/growth.py [COPIES ...]`.
"""

import re
import sys
import time
from pathlib import Path

from airkust.model.profile import Profile
from airkust.parse import parse
from airkust.rules import check

GOLDEN = Path(__file__).parents[1] / "renderings/golden/ha-prod.yaml"
COPIES = (1, 10, 20, 40, 80)


def copies(number: int) -> bytes:
    """The rendering of ha-prod, several times; what has no namespace gets another name."""
    one = GOLDEN.read_text(encoding="utf-8")
    documents = (
        re.sub(r"(?m)^(  name(?:space)?: |    namespace: )(airflow)", rf"\g<1>copy{each}-\g<2>", one)
        for each in range(number)
    )
    return "\n---\n".join(documents).encode()


def main() -> None:
    """Measure and print."""
    asked = [int(argument) for argument in sys.argv[1:]] or list(COPIES)
    sys.stdout.write("airkust check, seconds in one process\n objects   parse   check  per 1000 objects\n")
    for number in asked:
        data = copies(number)
        start = time.perf_counter()
        rendering = parse(data, name="copies")
        parsed = time.perf_counter()
        check(rendering, profile=Profile.HA)
        ended = time.perf_counter()
        size = len(rendering)
        sys.stdout.write(
            f"{size:8}  {parsed - start:6.2f}  {ended - parsed:6.2f}  {(ended - start) / size * 1000:6.2f}\n"
        )


if __name__ == "__main__":
    main()
