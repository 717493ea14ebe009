"""Faces → embedded fonts: subset by HarfBuzz, keyed by CID, with an exact way back to text (ISO 32000-1, 9.7 and 9.10)."""

from __future__ import annotations

import hashlib
import struct

from engross.writers.pdf.faces import Face, hb
from engross.writers.pdf.objects import Array, Dictionary, PdfFile, Stream, reference

_DROPPED = (
    "GSUB GPOS GDEF BASE JSTF MATH STAT DSIG name post OS/2 cmap kern gasp hdmx VDMX LTSH meta vhea vmtx VORG PCLT "
    "HVAR VVAR MVAR avar"
).split()
_ITALIC_ANGLE = -11
_SYSTEM = b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
# What ToUnicode may not hold (ISO 19005-3, 6.2.11.7.2) or nobody could read: told as the replacement character.
_UNTOLD = dict.fromkeys((*range(32), *range(0x7F, 0xA0), 0xFEFF, 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)), 0xFFFD)


def embed(face: Face, file: PdfFile) -> Dictionary:
    """The dictionary of a face (a composite font, Identity-H), whose program is added to the file."""
    font, new_ids = _subset(face)
    digest = hashlib.sha256(font).hexdigest()
    prefix = "".join(chr(65 + int(c, 16)) for c in digest[:6])
    base = f"/{prefix}+{_postscript_name(face)}"
    descendant = {
        "Type": "/Font", "Subtype": "/CIDFontType0" if face.compact else "/CIDFontType2", "BaseFont": base, "DW": 1000,
        "CIDSystemInfo": _SYSTEM, "FontDescriptor": reference(file.add(_descriptor(face, base, _program(face, font, file)))),
    }  # fmt: skip
    if face.compact:
        descendant["W"] = b"[%b]" % b"".join(
            b"%d[%d]" % (g.gid, g.width) for g in sorted(face.glyphs, key=lambda g: g.gid)
        )
    else:
        gids = b"".join(struct.pack(">H", new_ids[g.gid]) for g in face.glyphs)
        descendant["CIDToGIDMap"] = reference(file.add(Stream(b"\0\0" + gids)))
        descendant["W"] = b"[1[%b]]" % b" ".join(b"%d" % g.width for g in face.glyphs)
    return Dictionary(
        {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": base,
            "Encoding": "/Identity-H",
            "DescendantFonts": Array([reference(file.add(Dictionary(descendant)))]),
            "ToUnicode": reference(file.add(Stream(_to_unicode(face)))),
        }
    )


def _subset(face: Face) -> tuple[bytes, dict[int, int]]:
    """The font with nothing but the glyphs in use, its axes pinned; and the new ids of the old glyphs."""
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(g.gid for g in face.glyphs)
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
    if face.compact:
        # A glyph's code is its number in the font, so the numbers stay.
        wanted.flags |= hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.CFF_IDENTITY_CHARSET | hb.SubsetFlags.DOWNGRADE_CFF2
    wanted.drop_table_tag_set.update(int.from_bytes(t.ljust(4).encode(), "big") for t in _DROPPED)
    for axis in face.face.axis_infos:
        pinned = dict(face.cut.axes).get(axis.tag)
        if pinned is None:
            wanted.pin_axis_to_default(face.face, axis.tag)
        else:
            wanted.pin_axis_location(face.face, axis.tag, pinned)
    plan = hb.SubsetPlan(face.face, wanted)
    return bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping)


def _program(face: Face, font: bytes, file: PdfFile) -> dict[str, bytes]:
    """The entry of the descriptor that holds the program of the font."""
    if face.compact:
        table = bytes(hb.Face(hb.Blob(font)).reference_table("CFF ").data)
        return {"FontFile3": reference(file.add(Stream(table, {"Subtype": "/CIDFontType0C"})))}
    return {"FontFile2": reference(file.add(Stream(font, {"Length1": len(font)})))}


def _postscript_name(face: Face) -> str:
    stem = face.cut.file.rpartition("/")[2].partition(".")[0].partition("[")[0]
    weight = dict(face.cut.axes).get("wght")
    return stem + (f"-{weight:.0f}" if weight else "")


def _descriptor(face: Face, base: str, program: dict[str, bytes]) -> Dictionary:
    head = bytes(face.face.reference_table("head").data)
    box = [round(x * face.scale) for x in struct.unpack(">4h", head[36:44])]
    italic = "Italic" in face.cut.file
    extents = face.font.get_font_extents("ltr")
    metrics = bytes(face.face.reference_table("OS/2").data)
    cap = struct.unpack(">h", metrics[88:90])[0] if len(metrics) >= 90 else extents.ascender
    weight = dict(face.cut.axes).get("wght") or struct.unpack(">H", metrics[4:6])[0]
    return Dictionary(
        {
            "Type": "/FontDescriptor",
            "FontName": base,
            "Flags": 4 | (64 if italic else 0),
            "FontBBox": Array(box),
            "ItalicAngle": _ITALIC_ANGLE if italic else 0,
            "Ascent": round(extents.ascender * face.scale),
            "Descent": round(extents.descender * face.scale),
            "CapHeight": round(cap * face.scale),
            "StemV": round(50 + (weight / 65) ** 2),
        }
        | program
    )


def _to_unicode(face: Face) -> bytes:
    """The CMap from CIDs to text. A part of a cluster whose text was told before stands for a zero-width space:
    every glyph must stand for something (ISO 19005-3, 6.2.11.7)."""
    codes: dict[int, str] = {}
    for cid, glyph in enumerate(face.glyphs, 1):
        codes.setdefault(glyph.gid if face.compact else cid, glyph.text.translate(_UNTOLD) or "\u200b")
    rows = [
        f"<{code:04X}> <{text.encode('utf-16-be', 'replace').hex().upper()}>" for code, text in sorted(codes.items())
    ]
    blocks = [rows[n : n + 100] for n in range(0, len(rows), 100)]
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        + "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
        + "endcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()
