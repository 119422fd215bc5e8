"""How is text fitted into a column of a terminal?"""

import unicodedata

ELLIPSIS = "…"


def fitted(text: str, width: int) -> str:
    """The text, cut and filled so that it takes exactly that many cells.

    Args:
        text: Without anything that cannot be seen.
        width: In cells; letters of East Asia and most signs take two.
    """
    if text.isascii():
        return text.ljust(width) if len(text) <= width else f"{text[: width - 1]}{ELLIPSIS}"
    used, kept = 0, []
    for each in text:
        cells = _cells(each)
        if used + cells > width:
            break
        kept.append(each)
        used += cells
    else:
        return text + " " * (width - used)
    while kept and used > width - 1:
        used -= _cells(kept.pop())
    return "".join(kept) + ELLIPSIS + " " * (width - 1 - used)


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
