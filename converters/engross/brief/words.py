"""The words of briefs: what the data says of a language, and the fixed words, in it or in English."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from engross.languages.fixed import fixed
from engross.languages.openings import OTHER, Openings, Speech, index, openings, plain, speech

__all__ = ["OTHER", "Words", "index", "plain", "speech", "words"]


class Words(Struct, frozen=True):
    """The words of one brief. `own` is false when the fixed words are English for want of the language's own."""

    speech: Speech
    openings: Openings
    names: Mapping[str, str]
    fixed: Mapping[str, str]
    own: bool

    def __getitem__(self, key: str) -> str:
        return self.fixed[key]


def words(language: str) -> Words:
    """The words for an ISO 639-3 code or BCP 47 tag; English ones where the language has none."""
    english = speech("en")
    assert english is not None
    own, known = speech(fixed(language).tag), openings(language)
    if own is None:
        return Words(Speech(actions={}), known, english.names, english.words, False)
    if not own.words or not own.names:
        return Words(own, known, english.names, english.words, False)
    return Words(own, known, {**english.names, **own.names}, {**english.words, **own.words}, True)
