"""What did the cluster say, without secrets?

An API server quotes what it refuses, and a program what it was given.
"""

import base64
import re
from dataclasses import replace
from typing import Final

from airkust.diff.masking import Masker
from airkust.diff.state import Collected, Refusal, State
from airkust.model import secret_parts

LEAST: Final = 6
"""Characters of a secret that is looked for in what others say: `root` or `test` stand in honest words."""

QUOTED: Final = re.compile(r'Invalid value: (?:"(?:[^"\\]|\\.)*"|\'[^\']*\')')
DUMPED: Final = re.compile(r"(?:Invalid value: (?:[\w.\[\]*&]*|\")|&?\w+\.\w+)\{.*\}\"?", re.DOTALL)
"""The API server prints whole Go values, pod templates with their variables among them."""

NOT_SHOWN: Final = "Invalid value: (not shown)"


def said(text: str, masker: Masker) -> str:
    """What somebody said, without the secrets known by now and what looks like one."""
    if not text:
        return text
    # with a colon behind it a name is the field that something is wrong with
    text = secret_parts.replaced(DUMPED.sub(NOT_SHOWN, text), masker.mask, between="=")
    for secret, mask in sorted(masker.known.items(), key=lambda known: -len(known[0])):
        if len(secret) >= LEAST:
            for form in (secret, base64.b64encode(secret.encode(errors="replace")).decode()):
                text = text.replace(form, mask)
    return text


def answers(state: State, masker: Masker) -> State:
    """A state without secrets in what the cluster said; its objects are looked at first, and stay."""
    secret = state.id.kind == "Secret"
    if state.refusal or state.error or state.warnings:
        for body in (state.desired, state.live.body if state.live else {}):
            masker.body(body)  # so that their secrets are known wherever they are quoted
    return replace(
        state,
        approximate=said(state.approximate, masker),
        refusal=state.refusal and _refusal(state.refusal, masker, secret=secret),
        error=said(state.error, masker),
        warnings=tuple(_quoting(text, masker, secret=secret) for text in state.warnings),
    )


def masked(collected: Collected, masker: Masker) -> Collected:
    """All that was collected, without secrets anywhere."""
    return replace(
        collected,
        states=tuple(_masked(state, masker) for state in collected.states),
        others=tuple(map(masker.live, collected.others)),
        errors=tuple(said(text, masker) for text in collected.errors),
    )


def _masked(state: State, masker: Masker) -> State:
    return replace(
        answers(state, masker),
        desired=masker.body(state.desired),
        live=state.live and masker.live(state.live),
        predicted=state.predicted and masker.body(state.predicted),
    )


def _refusal(refusal: Refusal, masker: Masker, *, secret: bool) -> Refusal:
    """An answer; what it quotes of a Secret or of a variable is cut out, known or not."""
    causes = tuple(
        (field, _quoting(text, masker, secret=secret or field.endswith(".value")))
        for field, text in refusal.causes
    )
    variable = ".value:" in refusal.message or any(field.endswith(".value") for field, _ in causes)
    message = _quoting(refusal.message, masker, secret=secret or variable)
    return Refusal(refusal.code, refusal.reason, message, causes)


def _quoting(text: str, masker: Masker, *, secret: bool) -> str:
    return said(QUOTED.sub(NOT_SHOWN, text) if secret else text, masker)
