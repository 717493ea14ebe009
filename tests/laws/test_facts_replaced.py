"""Facts laid over a text: what they replace leaves nothing behind that only it had named."""

from __future__ import annotations

import engross

TEXT = """---
title: "Resolution on Lights"
source: "HARBOUR GAZETTE"
---

RESOLUTION ON LIGHTS

The Harbour Council,

Recalling its decisions,

1. Decides to light the lamps.
"""


def names(**facts: str) -> set[str]:
    read = engross.read(TEXT.encode(), "text", facts=facts).value
    return {entity.name for entity in read.metadata.entities}


def test_a_replaced_publisher_is_gone() -> None:
    assert "Harbour Gazette" in names()
    assert "Harbour Gazette" not in names(publisher="Port Office")
    assert "Port Office" in names(publisher="Port Office")


def test_a_publisher_taken_away_is_gone() -> None:
    assert "Harbour Gazette" not in names(publisher="")


def test_a_body_that_the_text_names_stays() -> None:
    assert "Harbour Council" in names(body="Board of Pilots")
