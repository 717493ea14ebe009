"""Typefaces: a style at a size, with a face for every script; words in, drawn words out."""

from __future__ import annotations

import re
import unicodedata

from engross.styles import Family, installed
from engross.writers.pdf.faces import Cut, Face
from engross.writers.pdf.scripts import cuts_for, missing_extra

OWN = "Source Serif 4"
_AMIRI = {"": "Regular", "b": "Bold", "s": "Bold", "i": "Italic", "bi": "BoldItalic", "si": "BoldItalic"}
_WEIGHTS = {"": 400.0, "i": 400.0, "s": 600.0, "si": 600.0, "b": 700.0, "bi": 700.0}

# A line may end after these, between letters; and around ideographs, less the Japanese and Chinese rules (kinsoku).
_IDEOGRAPH = "[\u2e80-\u2fff\u3040-\u30ff\u3130-\u318f\u31f0-\u9fff\uf900-\ufaff\uff01-\uffef]"
IDEOGRAPH = re.compile(rf"{_IDEOGRAPH}|[\u3001-\u3015]")  # with their punctuation
_CLOSING = "\\u2019\\u201d、。，．；：！？）》」』】〕〉！％ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々〻)\\],.;:!?"
_OPENING = "\\u2018\\u201c（《「『【〔〈(\\["
_DIVIDE = re.compile(
    rf"(?<=[^\W\d_][-–/])(?=[^\W\d_])|(?<=\w—)(?=\w)|\u200b"
    rf"|(?<=[、。〉》」』】〕])(?![{_CLOSING}])(?=.)"
    rf"|(?<={_IDEOGRAPH})(?<![{_OPENING}])(?![{_CLOSING}])(?=.)|(?<![{_OPENING}])(?=(?![{_CLOSING}]){_IDEOGRAPH})(?<=.)"
)
_ADDRESS = re.compile("(?<=[/?&=._-])(?=[^/?&=._-])")  # within what is long and has no spaces, as addresses are
_LONG = 30
_CHUNK = 120  # characters: more than a line holds, so a longer word is divided somewhere in any case
_MISSING = "◊"
# Format characters that direct the layout and are never drawn.
_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x200E, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_JOINING = "\u200c\u200d\u200f"  # shaped with their neighbours, in whatever face these have
_UNSEEN_ANY = re.compile("[\u00ad\u200b\u200e\u2060\ufeff\u202a-\u202e\u2066-\u2069]")


class Word:
    """A piece of text that no line divides (except where hyphens may), drawn in one typeface; width in points.

    cuts: where it may be divided, with the widths of both parts, the first with its hyphen; None when not looked up."""

    __slots__ = ("array", "cuts", "text", "width")

    def __init__(self, text: str, array: str, width: float) -> None:
        self.text = text
        self.array = array
        self.width = width
        self.cuts: list[tuple[int, float, float]] | None = None


class Typeface:
    """A style at a size. `font` is the operator that selects it; every array it gives begins and ends in that font."""

    def __init__(self, fonts: Fonts, style: str, size: float, rise: float = 0.0) -> None:
        self.fonts = fonts
        self.style = style
        self.size = size
        self.rise = rise
        self.cuts = fonts.cuts(style, size)
        self.face = fonts.face(self.cuts[0])
        self.font = f"/{self.face.key} {size:g} Tf"
        self.known: dict[str, Word] = {}
        self.known_rtl: dict[str, Word] = {}
        self.divided: dict[str, tuple[Word, ...]] = {}
        self.undivided: dict[str, Word] = {}
        self.space = self.word(" ")

    def word(self, text: str, rtl: bool = False) -> Word:
        """The drawn word, remembered."""
        known = self.known_rtl if rtl else self.known
        word = known.get(text)
        if word is None:
            word = known[text] = self._draw(text, rtl)
        return word

    def divide(self, token: str) -> tuple[Word, ...]:
        """A token without spaces as the words between which a line may end: after hyphens, dashes and slashes, and
        between ideographs (but not before what closes nor after what opens)."""
        words = self.divided.get(token)
        if words is None:
            words = self.divided[token] = tuple(self.word(part) for part in pieces(token))
            if len(words) == 1:
                self.undivided[token] = words[0]
        return words

    def cuts_of(self, word: Word, points: tuple[int, ...]) -> list[tuple[int, float, float]]:
        """The places at which a word may be divided (see `Word.cuts`)."""
        hyphen = self.hyphen().width
        text = word.text
        return [(cut, self.word(text[:cut]).width + hyphen, self.word(text[cut:]).width) for cut in points]

    def hyphen(self) -> Word:
        """The hyphen at the end of a line, which stands for a soft hyphen (ISO 32000-1, 14.8.2.2.3)."""
        word = self.known.get("\xad")
        if word is None:
            array, width = self.face.shape("\xad", self.size, shown="-")
            word = self.known["\xad"] = Word("\xad", array, width)
        return word

    def _draw(self, text: str, rtl: bool) -> Word:
        seen = text.translate(_UNSEEN) if _UNSEEN_ANY.search(text) else text
        arrays, width = [], 0.0
        parts = self._parts(seen)
        for face, part in reversed(parts) if rtl else parts:
            if face is None:
                array, advance = self.face.shape(part, self.size, rtl, shown=self._stand_in() * len(part))
            else:
                array, advance = face.shape(part, self.size, rtl)
            if face is not None and face is not self.face:
                array = f"]TJ /{face.key} {self.size:g} Tf[{array}]TJ {self.font}["
            arrays.append(array)
            width += advance
        return Word(text, "".join(arrays), width)

    def _stand_in(self) -> str:
        return _MISSING if self.face.has(_MISSING) else "?"

    def _parts(self, text: str) -> list[tuple[Face | None, str]]:
        """Runs of characters that one face can draw; None where no face can."""
        parts: list[tuple[Face | None, str]] = []
        for char in text:
            face = parts[-1][0] if parts else self.face
            joins = char in _JOINING or (bool(parts) and unicodedata.combining(char))
            if char.isascii() and char.isalnum() and self.face.has(char):
                face = self.face  # figures and Latin letters are the same all over the text
            elif not joins and (face is None or not face.has(char)):
                face = self._face_for(char)
            if parts and (parts[-1][0] is face or parts[-1][1] in _JOINING):
                parts[-1] = (face, parts[-1][1] + char)
            else:
                parts.append((face, char))
        return parts

    def _face_for(self, char: str) -> Face | None:
        language = self.fonts.language
        for cut in (*self.cuts, *cuts_for(char, language, _WEIGHTS[self.style])):
            face = self.fonts.face(cut)
            if face.has(char):
                return face
        self.fonts.missing[char] = missing_extra(char, language)
        return None


def _cut(family: Family, style: str, size: float) -> Cut:
    """The cut of a family for a style. An optical axis is that of the size, in points, for which the font is drawn best."""
    italic, axes = "i" in style, []
    if family.weights is not None:
        axes.append(("wght", min(family.weights[1], max(family.weights[0], _WEIGHTS[style]))))
    if family.optical is not None:
        axes.append(("opsz", min(family.optical[1], max(family.optical[0], size))))
    file = family.italic if italic else family.roman
    if family.bold and style[:1] in ("s", "b"):
        file = family.bold_italic if italic else family.bold
    return Cut(family.package, file, tuple(axes))


class Fonts:
    """All typefaces of one document, and the characters that none of them has (with the extra that would).

    language: a BCP 47 tag without subtags; family: the name of that of the Latin script."""

    def __init__(self, language: str, arabic: bool, family: str = OWN) -> None:
        self.language = language
        self.arabic = arabic
        self.used: dict[Cut, Face] = {}
        self.missing: dict[str, str] = {}
        self._typefaces: dict[tuple[str, float, float], Typeface] = {}
        # What the family lacks is taken from our own, which has Latin, Greek and Cyrillic.
        self._families = [installed(name) for name in dict.fromkeys((family, OWN))]

    def typeface(self, style: str, size: float, rise: float = 0.0) -> Typeface:
        """style: "" (regular) or letters of "b" bold, "s" semibold, then "i" italic; size and rise in points."""
        key = (style, size, rise)
        found = self._typefaces.get(key)
        if found is None:
            found = self._typefaces[key] = Typeface(self, style, size, rise)
        return found

    def cuts(self, style: str, size: float) -> tuple[Cut, ...]:
        """The families that are tried for each character, in order."""
        latin = tuple(_cut(family, style, size) for family in self._families)
        arabic = Cut("fontpkg_amiri", f"files/Amiri-{_AMIRI[style]}.ttf")
        return (arabic, *latin) if self.arabic else (*latin, arabic)

    def face(self, cut: Cut) -> Face:
        """The face of a cut, opened when first needed."""
        face = self.used.get(cut)
        if face is None:
            face = self.used[cut] = Face(cut, f"F{len(self.used) + 1}")
        return face


def pieces(token: str) -> list[str]:
    """The pieces between which a line may end, none empty."""
    if token.isalpha() and token.isascii() and len(token) <= _CHUNK:
        return [token]
    if not token.isascii() and IDEOGRAPH.search(token):
        # Before anything else: else a long text without spaces would be cut like an address.
        return [p[at : at + _CHUNK] for p in _DIVIDE.split(token) for at in range(0, len(p), _CHUNK)] or [token]
    if len(token) > _CHUNK:
        return [part for at in range(0, len(token), _CHUNK) for part in pieces(token[at : at + _CHUNK])]
    parts = (_ADDRESS if len(token) > _LONG and ("/" in token or "." in token) else _DIVIDE).split(token)
    return [p for p in parts if p] or [token]
