"""The styles part: the sheet as the house wants it, for the scripts and numbers of one document."""

from __future__ import annotations

from engross.styles import HouseStyle
from engross.writers.docx.house import housed, looks
from engross.writers.docx.numbering import Numbering
from engross.writers.docx.scripts import Scripts
from engross.writers.docx.sheet import CharacterStyle, ParagraphStyle, sheet
from engross.writers.docx.xml import attribute

# Arabic, Hebrew and Devanagari letters look smaller than Latin ones of the same size.
_COMPLEX_SCALE = 1.12


def xml(scripts: Scripts, numbering: Numbering, measure: int, house: HouseStyle = HouseStyle()) -> str:  # noqa: B008
    """The content of w:styles. `measure` is the width of the text, in twentieths of a point."""
    styles = housed(sheet(), house)
    return "".join(
        (
            _defaults(scripts, house),
            *(_paragraph(style, scripts, numbering, measure) for style in styles.paragraphs),
            '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
            '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
            *(_character(style, scripts) for style in styles.characters),
            _TABLES,
            '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/>'
            "<w:semiHidden/></w:style>",
        )
    )


def font_table(scripts: Scripts, house: HouseStyle) -> str:
    """The content of w:fonts."""
    names = (western(house), *(scripts.fonts if scripts.eastern else scripts.fonts[:2]))
    return "".join(f"<w:font w:name={attribute(name)}/>" for name in dict.fromkeys(names))


def western(house: HouseStyle) -> str:
    """The font that Word is asked for where letters are Latin, Greek or Cyrillic."""
    return house.fonts.word or house.fonts.text


def _defaults(scripts: Scripts, house: HouseStyle) -> str:
    fonts, languages, own = scripts.fonts, scripts.languages, attribute(western(house))
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii={own} w:hAnsi={own}"
        f" w:eastAsia={attribute(fonts.eastern)} w:cs={attribute(fonts.complex)}/>{_size(house.sizes.text)}"
        f"<w:lang w:val={attribute(languages['western'])} w:eastAsia={attribute(languages['eastern'])}"
        f" w:bidi={attribute(languages['complex'])}/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )


def _size(points: float) -> str:
    return (
        f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2 * _COMPLEX_SCALE)}"/>' if points else ""
    )


def _paragraph(style: ParagraphStyle, scripts: Scripts, numbering: Numbering, measure: int) -> str:
    # The order of the properties is that of the schema (CT_PPrBase, CT_RPr).
    plain = style.id == "Normal"
    linked = numbering.linked.get(style.id)
    p = [
        "<w:keepNext/>" if style.keep else "",
        "<w:keepLines/>" if style.keep_lines or style.outline else "",
        "<w:pageBreakBefore/>" if style.new_page else "",
        "<w:widowControl/>" if plain else "",
        f'<w:numPr><w:ilvl w:val="{linked[1]}"/><w:numId w:val="{linked[0]}"/></w:numPr>' if linked else "",
        f'<w:pBdr><w:{style.rule} w:val="single" w:sz="4" w:space="4" w:color="7F7F7F"/></w:pBdr>'
        if style.rule
        else "",
        _tab(style, numbering, measure),
        "<w:bidi/>" if plain and scripts.rtl else "",
        _spacing(style),
        _indent(style, numbering),
        "<w:contextualSpacing/>" if style.contextual else "",
        f'<w:jc w:val="{style.align}"/>' if style.align else "",
        f'<w:outlineLvl w:val="{style.outline - 1}"/>' if style.outline else "",
    ]
    r = _look(style.bold, style.italic, style.color) + _size(style.size)
    based = "" if plain else f'<w:basedOn w:val="{style.based}"/>'
    following = f'<w:next w:val="{style.next}"/>' if style.next else ""
    kind = (' w:default="1"' if plain else "") + (' w:customStyle="1"' if style.custom else "")
    return (
        f'<w:style w:type="paragraph"{kind} w:styleId="{style.id}"><w:name w:val="{style.name}"/>{based}{following}<w:qFormat/>'
        f"<w:pPr>{''.join(p)}</w:pPr>{f'<w:rPr>{r}</w:rPr>' if r else ''}</w:style>"
    )


def _tab(style: ParagraphStyle, numbering: Numbering, measure: int) -> str:
    """The stop at the far side, of styles that have two sides; or that after the numbers."""
    if style.family and not style.flush:
        return numbering.indent(style.family, style.depth).tabs
    return f'<w:tabs><w:tab w:val="right" w:pos="{measure}"/></w:tabs>' if style.far else ""


def _spacing(style: ParagraphStyle) -> str:
    parts = []
    if style.before is not None:
        parts.append(f'w:before="{round(style.before * 20)}"')
    if style.after is not None:
        parts.append(f'w:after="{round(style.after * 20)}"')
    if style.line is not None:
        parts.append(f'w:line="{round(style.line * 240)}" w:lineRule="auto"')
    return f"<w:spacing {' '.join(parts)}/>" if parts else ""


def _indent(style: ParagraphStyle, numbering: Numbering) -> str:
    linked = numbering.linked.get(style.id)
    if style.family:
        indent = numbering.indent(style.family, style.depth)
        if style.flush:
            return f'<w:ind w:left="{indent.left}"/>' if indent.left else ""
    elif linked:
        family = {"Recital": "recital", "Annex": "annex"}.get(style.id, "heading")
        indent = numbering.indent(family, linked[1] + 1)
    else:
        if style.left:
            return f'<w:ind w:left="{round(style.left * 20)}"/>'
        return f'<w:ind w:firstLine="{round(style.first * 20)}"/>' if style.first else ""
    return indent.xml


def _look(bold: bool, italic: bool, color: str) -> str:
    return (
        ("<w:b/><w:bCs/>" if bold else "")
        + ("<w:i/><w:iCs/>" if italic else "")
        + (f'<w:color w:val="{color}"/>' if color else "")
    )


def _character(style: CharacterStyle, scripts: Scripts) -> str:
    look = _lead(scripts, style) if style.lead else _look(False, False, style.color)
    look += '<w:vertAlign w:val="superscript"/>' if style.raised else ""
    kind = ' w:customStyle="1"' if style.custom else ""
    return (
        f'<w:style w:type="character"{kind} w:styleId="{style.id}">'
        f'<w:name w:val="{style.name}"/><w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{look}</w:rPr></w:style>'
    )


def _lead(scripts: Scripts, style: CharacterStyle) -> str:
    """The face; but bold for italics in Arabic and Hebrew, and another typeface for any in eastern scripts."""
    bold, italic = looks(style.face)
    if not bold and not italic:
        return ""
    if scripts.eastern:
        return f"<w:rFonts w:eastAsia={attribute(scripts.fonts.lead)}/>"
    return ("<w:b/>" if bold else "") + "<w:bCs/>" + ("<w:i/>" if italic else "")


_TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
    '<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    "</w:style>"
    '<w:style w:type="table" w:customStyle="1" w:styleId="Rules"><w:name w:val="Rules"/><w:basedOn w:val="TableNormal"/>'
    '<w:qFormat/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="262626"/>'
    '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="262626"/>'
    '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="BFBFBF"/></w:tblBorders>'
    '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>'
    '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="262626"/>'
    "</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
)
