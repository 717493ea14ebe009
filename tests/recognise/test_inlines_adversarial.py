"""Texts made to be costly: four times as long may not take more than about four times the work."""

from __future__ import annotations

import time

import pytest

from engross.model import text_of
from engross.recognise.dress import dress
from engross.recognise.metadata_head import settle
from engross.recognise.pieces import Piece
from engross.source import Span

COSTLY = {
    "words": "a ",
    "brackets": "(",
    "acronyms": "Regional Council (RC) Board Aa (BA) ",
    "digits": "1",
    "numbers": "12 ",
    "symbols": "A/1/",
    "capitals": "Aa ",
    "resolutions": "resolution 51/1 of 3 May 2020, ",
    "communiqués": "Communiqués held on 3 May 2020, ",
    "declarations": "Declaration on Aa and the Bb of ",
    "paragraphs": "paragraph 1, 2 and ",
    "states": "Republic of Niger of the Republic of ",
    "sessions": "1st Session of the ",
    "presidents": "President Aa Bb, Special Envoy of ",
    "places": "in New York and ",
    "bodies": "UN Aa Bb Cc ",
    "dots": "1.",
}
SHORT, LONG = 10_000, 40_000
ALLOWED = 10
"""The growth that is still no power: four times the text, some for noise."""


def cost(text: str, role: str) -> float:
    """Seconds of this process for one piece, the best of three."""
    first = Piece("clause", (Span(0, 2),), "A.", None, 1, "plain", "", "")
    piece = Piece(role, (Span(3, 3 + len(text)),), text, None, 1, "plain", "", "")  # type: ignore[arg-type]
    pieces = [first, piece] if role == "closing" else [piece, first]
    times = []
    for _ in range(3):
        began = time.process_time()
        settled = settle(pieces, "en", "A.\n" + text)
        made = dress(settled, "en")
        times.append(time.process_time() - began)
        assert [text_of(content) for content in made.contents] == [p.text for p in settled]
    return min(times)


@pytest.mark.parametrize("role", ["clause", "title", "issuer", "closing"])
@pytest.mark.parametrize("name", COSTLY)
def test_work_grows_with_the_text(name: str, role: str) -> None:
    unit = COSTLY[name]
    short, long = (cost(unit * (size // len(unit)), role) for size in (SHORT, LONG))
    assert long < ALLOWED * max(short, 0.005)
