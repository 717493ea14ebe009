"""The pages around the text: their size and margins, running heads and feet, line numbers, the mark of a draft."""

from __future__ import annotations

from collections.abc import Mapping

from engross.faircopy import FairCopy
from engross.styles import HouseStyle, Paper, parted
from engross.writers.docx.package import Package
from engross.writers.docx.runs import Runs
from engross.writers.docx.xml import attribute

_COUNTED = {"page": "PAGE", "pages": "NUMPAGES"}
_EDGE = 720  # from the edge of the sheet to its head and foot, in twentieths of a point
_GAP = 4  # characters between what stands at the two sides of a head


class Running:
    """What repeats on every page of one document. date: of the instrument, as its record has it."""

    def __init__(self, fair: FairCopy, house: HouseStyle, runs: Runs, date: str, measure: int, draft: bool) -> None:
        self.house = house
        self.runs = runs
        self.page = fair.words.page
        self.draft = fair.words.draft.upper() if draft else ""
        self.values = {"title": fair.title, "symbol": fair.symbol, "date": date}
        self.rtl = runs.scripts.rtl
        # A letter of a serif face is half as wide as it is high, or less.
        self.room = int(measure / 20 / (house.sizes.small * 0.5))

    def parts(self, package: Package) -> str:
        """Add the parts; the references to them in the section."""
        head, foot = self._head(), self._foot()
        first = head if self.house.running.first_page else self._paragraph("Header", self._mark(), bare=True)
        return "".join(
            (
                f'<w:headerReference w:type="default" r:id="{package.add("header1", "hdr", head)}"/>',
                f'<w:headerReference w:type="first" r:id="{package.add("header2", "hdr", first)}"/>',
                f'<w:footerReference w:type="default" r:id="{package.add("footer1", "ftr", foot)}"/>',
                f'<w:footerReference w:type="first" r:id="{package.add("footer2", "ftr", foot)}"/>',
            )
        )

    def _head(self) -> str:
        """What is longer of the two sides is cut at a word where both have no room."""
        running = self.house.running
        near, far = (self._words(text) for text in (running.near, running.far))
        if len(near) >= len(far):
            near = shortened(near, self.room - len(far) - _GAP)
        else:
            far = shortened(far, self.room - len(near) - _GAP)
        inner = self._filled(near) + (f"<w:r><w:tab/></w:r>{self._filled(far)}" if far else "")
        return self._paragraph("Header", inner + self._mark(), bare=not (near or far))

    def _foot(self) -> str:
        return self._paragraph("Footer", self._filled(self._words(self.house.running.foot)))

    def _words(self, text: str) -> str:
        """A text of the house with what is known before the pages are."""
        text = text.replace("{page-of-pages}", self.page)
        return "".join(w + (self.values.get(f, f"{{{f}}}" if f else "")) for w, f in parted(text))

    def _filled(self, text: str) -> str:
        out = []
        for words, field in parted(text):
            counted = field in _COUNTED
            words = words if counted or not field else f"{words}{{{field}}}"
            out += [self.runs.text(words)] if words else []
            out += [self.runs.field(_COUNTED[field], "1")] if counted else []
        return "".join(out)

    def _paragraph(self, style: str, inner: str, bare: bool = False) -> str:
        mark = "<w:rPr><w:rtl/></w:rPr>" if self.rtl else ""
        border = '<w:pBdr><w:bottom w:val="nil"/></w:pBdr>' if bare else ""
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{border}{mark}</w:pPr>{inner}</w:p>'

    def _mark(self) -> str:
        return watermark(self.draft) if self.draft else ""


def shortened(text: str, limit: int) -> str:
    """`text`, cut at a word where it is longer than `limit`."""
    if len(text) <= limit:
        return text
    return (text[:limit].rpartition(" ")[0] or text[: max(limit, 0)]).rstrip(",;:– ") + "…"


def section(paper: Paper, references: str, rtl: bool, lines: int) -> str:
    """The properties of the one section. lines: every so many lines are numbered, 0 for none."""
    sheet, edges = page_of(paper)
    return (
        f"<w:sectPr>{references}<w:pgSz {_attributes(sheet)}/><w:pgMar {_attributes(edges)}/>{line_numbers(lines)}"
        f'<w:cols w:space="720"/><w:titlePg/>{"<w:bidi/>" if rtl else ""}</w:sectPr>'
    )


def line_numbers(every: int) -> str:
    """Lines numbered through the whole document, in the margin; "" for `every` 0."""
    return f'<w:lnNumType w:countBy="{every}" w:distance="283" w:restart="continuous"/>' if every > 0 else ""


def page_of(paper: Paper) -> tuple[dict[str, int], dict[str, int]]:
    """The size and the margins of a sheet, in twentieths of a point."""
    edges = {side: round(getattr(paper, side) * 20) for side in ("top", "right", "bottom", "left")}
    edges |= {side: min(_EDGE, edges[of] // 2) for side, of in (("header", "top"), ("footer", "bottom"))}
    return {"w": round(paper.width * 20), "h": round(paper.height * 20)}, {**edges, "gutter": 0}


def _attributes(values: Mapping[str, int]) -> str:
    return " ".join(f'w:{name}="{value}"' for name, value in values.items())


def watermark(word: str) -> str:
    """A word across the page, in the form in which Word itself makes one (ISO/IEC 29500-4, 14.1: VML text on a path)."""
    width = min(460, 90 * len(word))
    return (
        '<w:r><w:rPr><w:noProof/></w:rPr><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"'
        ' path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
        '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800"'
        ' o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/><v:handles><v:h position="#0,bottomRight"'
        ' xrange="6629,14971"/></v:handles><o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
        '<v:shape id="DraftMark" o:spid="_x0000_s2049" type="#_x0000_t136" style="position:absolute;margin-left:0;margin-top:0;'
        f"width:{width}pt;height:120pt;rotation:315;z-index:-251658752;mso-position-horizontal:center;"
        'mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin"'
        ' o:allowincell="f" fillcolor="#d9d9d9" stroked="f"><v:fill opacity=".6"/><v:textpath'
        f' style="font-family:&quot;Times New Roman&quot;;font-size:1pt" string={attribute(word)}/></v:shape></w:pict></w:r>'
    )
