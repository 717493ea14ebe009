"""Faces: one font at one setting of its axes, shaped by HarfBuzz; every glyph knows exactly what text it stands for."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import Any

import uharfbuzz
from msgspec import Struct

hb: Any = uharfbuzz  # its classes live in a C extension without types


class Cut(Struct, frozen=True, gc=False):
    """A font file (a path within its package), and the axes it is pinned to."""

    package: str
    file: str
    axes: tuple[tuple[str, float], ...] = ()


class Glyph(Struct, frozen=True, gc=False):
    """A glyph in use: its id in the font, the text it stands for ("" for a later part of a cluster), its width in em/1000."""

    gid: int
    text: str
    width: int


@cache
def _font(package: str, file: str) -> Any:
    # `files` would import what the resources package drags in; the data packages are plain folders.
    spec = find_spec(package)
    folder = next(iter(spec.submodule_search_locations or ())) if spec else ""
    return hb.Face(hb.Blob.from_file_path(f"{folder}/{file}"))


# Drawn in place of what a font lacks or would only show as a box.
_ALIASES = {"\u2011": "\u2010", "\u2010": "-", "\u2002": " ", "\u2003": " ", "\u202f": "\u00a0", "\u2009": "\u00a0", "\u2212": "–"}  # fmt: skip


class Face:
    """One cut of a font, for one document: hands out a CID to every distinct pair of glyph and text.

    Because of that ToUnicode is exact even for ligatures and for glyphs that stand for several characters."""

    def __init__(self, cut: Cut, key: str) -> None:
        self.cut = cut
        self.key = key
        self.face = _font(cut.package, cut.file)
        self.font = hb.Font(self.face)
        if cut.axes:
            self.font.set_variations(dict(cut.axes))
        self.scale = 1000 / self.face.upem
        self.glyphs: list[Glyph] = []
        self._cids: dict[tuple[int, str], int] = {}
        self._has: dict[str, bool] = {}
        self.compact = "CFF " in self.face.table_tags or "CFF2" in self.face.table_tags
        self._owner: dict[int, str] = {}

    def has(self, char: str) -> bool:
        """Whether the font has a glyph for `char`, or for what may stand in its place."""
        known = self._has.get(char)
        if known is None:
            known = self._nominal(char) is not None or (char in _ALIASES and self._nominal(_ALIASES[char]) is not None)
            self._has[char] = known
        return known

    def _nominal(self, char: str) -> int | None:
        gid = self.font.get_nominal_glyph(ord(char))
        return gid or None

    def shape(self, text: str, size: float, rtl: bool = False, shown: str = "") -> tuple[str, float]:
        """The inside of a TJ array that draws `text` at `size` points, and its width in points. Such arrays may be
        joined: a number in them has a space before it.

        `shown`: draw these glyphs instead, but let them stand for `text` (one character each)."""
        drawn = shown or "".join(c if c not in _ALIASES or self._nominal(c) is not None else _ALIASES[c] for c in text)
        buffer = hb.Buffer()
        buffer.add_str(drawn)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if rtl else "ltr"
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        hb.shape(self.font, buffer)
        return self._array(text, buffer.glyph_infos, buffer.glyph_positions, size)

    def _array(self, text: str, infos: list[Any], positions: list[Any], size: float) -> tuple[str, float]:
        # The text of a cluster runs to the start of the next one; what HarfBuzz removed stays with what comes before.
        if not infos:
            return "", 0.0
        starts = sorted({info.cluster for info in infos})
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        told: set[int] = set()
        out: list[str] = []
        cids: list[str] = []
        split = False
        width = rise = pending = 0
        scale = self.scale
        for info, position in zip(infos, positions, strict=True):
            cluster = info.cluster
            split = split or cluster in told
            part = "" if cluster in told else text[cluster : ends[cluster]]
            if cluster == starts[0] and part and cluster:
                part = text[:cluster] + part
            told.add(cluster)
            cid = self._cid(info.codepoint, part)
            glyph = self.glyphs[cid - 1]
            split, natural = split or glyph.text != part, glyph.width
            x, y = round(position.x_offset * scale), round(position.y_offset * scale)
            advance = round(position.x_advance * scale)
            if y != rise:
                out.append(f"<{''.join(cids)}>]TJ {y * size / 1000:.2f} Ts[")
                cids, rise = [], y
            if shift := pending - x:
                out.append(f"<{''.join(cids)}> {shift}")
                cids = []
            cids.append(f"{self._code(cid):04X}")
            width += advance
            pending = natural - advance + x
        if cids:
            out.append(f"<{''.join(cids)}>")
        if pending:
            out.append(f" {pending}")
        if rise:
            out.append("]TJ 0 Ts[")
        array = "".join(out).replace("<>", "")
        if split:
            hexed = text.encode("utf-16-be", "replace").hex().upper()
            array = f"]TJ/Span<</ActualText<FEFF{hexed}>>>BDC[{array}]TJ EMC["
        return array, width * size / 1000

    def _cid(self, gid: int, text: str) -> int:
        cid = self._cids.get((gid, text))
        if cid is None:
            if self.compact and gid in self._owner:
                # A CFF font is drawn by glyph id: a glyph can tell one text only.
                return self._cids[gid, self._owner[gid]]
            self._owner.setdefault(gid, text)
            self.glyphs.append(Glyph(gid, text, round(self.font.get_glyph_h_advance(gid) * self.scale)))
            cid = self._cids[gid, text] = len(self.glyphs)
        return cid

    def _code(self, cid: int) -> int:
        return self.glyphs[cid - 1].gid if self.compact else cid
