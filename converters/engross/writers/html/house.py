"""A house style as CSS: faces, sizes in the reader's own measure, indents; and on paper the sheet, its head and its foot."""

from __future__ import annotations

from functools import lru_cache

from engross.styles import FAMILIES, MASTHEAD, Align, Face, Heading, HouseStyle, PaperName, paper_of
from engross.writers.html.scripts import lead_css

_STACKS = {
    "serif": '"Source Serif Pro", Charter, "Iowan Old Style", "Noto Serif", Cambria, Georgia, serif',
    "sans-serif": 'Seravek, "Gill Sans Nova", "Segoe UI", Roboto, "Noto Sans", Ubuntu, Arial, sans-serif',
}
_SIDES: dict[Align, str] = {"justified": "justify", "ragged": "start", "centred": "center", "far": "end"}
_RUNNING = ".chapeau, .formula, .paragraph, .conclusion, .recitals > [role=listitem] > p:first-child:not(:has(> .num))"


@lru_cache(64)
def house_css(house: HouseStyle, paper: PaperName) -> str:
    """The rules of a house, after those that every page has."""
    return " ".join((*_text(house), *_heads(house), *_leads(house), *_sides(house), *_paper(house, paper)))


def _text(house: HouseStyle) -> list[str]:
    sizes, clauses = house.sizes, house.clauses
    family = ", ".join(f'"{name}"' for name in (house.fonts.text, *house.fonts.web))
    indent = clauses.indent / sizes.text
    rules = [
        f":root {{ --family: {family}, {_STACKS[FAMILIES[house.fonts.text].kind]};"
        f" --title: {sizes.title / sizes.text:.3f}rem; --small: {sizes.small / sizes.text:.3f};"
        # A screen wants more between its lines than paper does, and longer labels beside its text.
        f" --leading: {max(1.5, sizes.leading / sizes.text * 1.17):.2f}; --space: {max(0.35, house.text.space):g}lh; --hang: {max(2.6, indent):.2f}rem; }}",
    ]
    if house.text.first_line:
        rules.append(f"{_RUNNING} {{ text-indent: {house.text.first_line / sizes.text:.2f}em; }}")
    if clauses.numbers == "indented":
        rules += [
            f":root {{ --hang: {indent:.2f}rem; }} :is(.clauses, .recitals) > [role=listitem] {{ padding-inline-start: 0 !important; }}",
            "[role=listitem] > p:first-child:has(> .num) { text-indent: var(--hang); }",
            "[role=listitem] > p > .num { display: inline; min-width: 0; margin-inline: 0; }",
        ]
    return rules


def _heads(house: HouseStyle) -> list[str]:
    heads = house.headings
    return [
        _head("h1", heads.title, house, 1.0),
        _head(".division", heads.division, house, 1.5),
        _head(".article", heads.article, house, 1.0),
        _head(".section", heads.section, house, 1.0),
        _head(".annex > h2, .annex > hgroup, .annex > .title", heads.annex, house, 1.0),
        f".cross, hgroup:has(> .division) {{ text-align: {_SIDES[heads.division.align]}; }}",
        f"hgroup:has(> .article) {{ text-align: {_SIDES[heads.article.align]}; }}",
    ]


def _head(selector: str, heading: Heading, house: HouseStyle, wider: float) -> str:
    """The rule of a heading; `wider`: how much more white it wants on a screen, where pages do not end."""
    return (
        f"{selector} {{ text-align: {_SIDES[heading.align]}; {face_css(heading.face)}"
        f" margin-block-start: {heading.before * wider:.2f}lh; }}"
    )


def _leads(house: HouseStyle) -> list[str]:
    face = house.leads.face
    if face == "regular":
        return []
    return [f".lead {{ {face_css(face)} }}", lead_css()]


def _sides(house: HouseStyle) -> list[str]:
    rules = []
    if house.masthead.form == "table":
        rules.append(
            ".masthead { display: grid; grid-template-columns: 62% 1fr; border-block-end: .1rem solid var(--ink); }"
            " .masthead > p { grid-column: 2; } .masthead > p:first-child { grid-column: 1; grid-row: 1 / span 6; font-weight: 700; color: var(--ink); }"
            f" .masthead > p:nth-child(n + {MASTHEAD + 1}) {{ grid-column: 1 / -1; }}"
        )
    if house.signatures.columns > 1:
        rules.append(
            f".signatories {{ display: grid; grid-template-columns: repeat({house.signatures.columns}, 1fr); column-gap: 1.6rem; }}"
            " @media (max-width: 32rem) { .signatories { display: block; } }"
        )
    return rules


def _paper(house: HouseStyle, paper: PaperName) -> list[str]:
    sheet, sizes = paper_of(paper, house), house.sizes
    size = "A4" if paper == "a4" else "letter"
    margins = f"{sheet.top:g}pt {sheet.right:g}pt {sheet.bottom:g}pt {sheet.left:g}pt"
    justified = house.text.align == "justified"
    font = f"{sizes.small:g}pt {', '.join((*(f'{chr(34)}{n}{chr(34)}' for n in (house.fonts.text, *house.fonts.web)), FAMILIES[house.fonts.text].kind))}"
    boxes = " ".join(f"@{box} {{ font: {font}; }}" for box in ("top-left", "top-right", "bottom-center"))
    return [
        f"@page {{ size: {size}; margin: {margins}; {boxes} @top-center {{ font: bold {font}; text-transform: uppercase; letter-spacing: .12em; }} }}",
        f"@media print {{ html {{ font-size: {sizes.text:g}pt; line-height: {sizes.leading / sizes.text:.3f}; }}"
        f" :root {{ --space: {house.text.space:g}lh; }}"
        + (
            " :is([role=listitem], main, section, .closing) > p:not(.dateline, .signature) { text-align: justify; }"
            if justified
            else ""
        )
        + " }",
    ]


def face_css(face: Face) -> str:
    """A face as declarations."""
    weight = 700 if "bold" in face and "semi" not in face else 600 if "semibold" in face else 400
    return f"font-weight: {weight}; font-style: {'italic' if 'italic' in face else 'normal'};"
