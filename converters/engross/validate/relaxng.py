"""The profile of Engross as RELAX NG, made of the derived schema, for those who use jing, xmllint or an editor.

`python -m engross.validate.relaxng` writes engross.rng anew. It says what XSD says of structure and values; that eIds
are unique it cannot say (the Schematron does)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engross.diagnostics import EngrossError
from engross.rules.published import FOLDER
from engross.schema.official import derived_text

if TYPE_CHECKING:
    from lxml.etree import _Element as XmlElement

X = "{http://www.w3.org/2001/XMLSchema}"
AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
PARTICLES = frozenset({"element", "group", "choice", "sequence", "any"})
_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- The elements of Akoma Ntoso 3.0 that Engross writes, as RELAX NG. Made of the XML Schema of the OASIS Standard
     "Akoma Ntoso Version 1.0", 29 August 2018, copyright OASIS Open (CC-BY 4.0), by leaving out what Engross does not
     write. Made by `python -m engross.validate.relaxng`: not to be edited. -->
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="{AKN}"
         datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
<start><ref name="element.akomaNtoso"/></start>
"""
_FOREIGN = f"""<define name="foreign"><element><anyName><except><nsName ns="{AKN}"/><nsName ns=""/></except></anyName>
<ref name="anything"/></element></define>
<define name="anything"><zeroOrMore><choice><text/><attribute><anyName/></attribute>
<element><anyName/><ref name="anything"/></element></choice></zeroOrMore></define>
<define name="instance"><optional><attribute name="schemaLocation" ns="http://www.w3.org/2001/XMLSchema-instance"/></optional></define>
</grammar>
"""
_XML = {
    "lang": '<optional><attribute name="xml:lang"><choice><data type="language"/><value></value></choice></attribute></optional>',
    "space": '<optional><attribute name="xml:space"><choice><value>default</value><value>preserve</value></choice></attribute></optional>',
    "id": '<optional><attribute name="xml:id"><data type="NCName"/></attribute></optional>',
}
_OTHER_ATTRIBUTES = (
    f'<zeroOrMore><attribute><anyName><except><nsName ns="{AKN}"/><nsName ns=""/>'
    '<nsName ns="http://www.w3.org/XML/1998/namespace"/><nsName ns="http://www.w3.org/2001/XMLSchema-instance"/>'
    "</except></anyName></attribute></zeroOrMore>"
)


class Translation:
    """A schema of XML Schema, told as RELAX NG, definition by definition."""

    def __init__(self, root: XmlElement) -> None:
        self.root = root
        self.types = {t.get("name"): t for t in root if t.tag == X + "complexType"}

    def grammar(self) -> str:
        lines = [_HEAD]
        for part in self.root:
            name = part.get("name", "")
            match part.tag.removeprefix(X):
                case "element":
                    body = self.element(part)
                    lines.append(f'<define name="element.{name}"><element name="{name}">{body}</element></define>')
                case "complexType":
                    lines.append(f'<define name="type.{name}">{self.type(part)}</define>')
                case "simpleType":
                    lines.append(f'<define name="value.{name}">{self.value(part)}</define>')
                case "group":
                    lines.append(f'<define name="group.{name}">{self.all(part)}</define>')
                case "attributeGroup":
                    lines.append(f'<define name="attributes.{name}">{self.attributes(part) or "<empty/>"}</define>')
        lines.append(_FOREIGN)
        return "\n".join(lines)

    def element(self, element: XmlElement) -> str:
        named = element.get("type")
        inner = element.find(X + "complexType")
        if named and named.startswith("xsd:"):
            return _builtin(named)
        body = f'<ref name="type.{named}"/>' if named else self.type(inner) if inner is not None else "<text/>"
        return f'<ref name="instance"/>{body}'

    def type(self, node: XmlElement) -> str:
        """Attributes and content of a complex type; those of its base come first."""
        attributes, content = self.split(node)
        content = content or "<empty/>"
        if self.mixed(node):
            content = f"<mixed>{content}</mixed>"
        return attributes + content

    def mixed(self, node: XmlElement | None) -> bool:
        if node is None:
            return False
        complex_content = node.find(X + "complexContent")
        if node.get("mixed") == "true" or (complex_content is not None and complex_content.get("mixed") == "true"):
            return True
        extension = node.find(f"{X}complexContent/{X}extension")
        return extension is not None and self.mixed(self.types.get(extension.get("base")))

    def split(self, node: XmlElement) -> tuple[str, str]:
        extension = node.find(f"{X}complexContent/{X}extension")
        if extension is None:
            return self.attributes(node), self.particles(node)
        base = self.types[extension.get("base")]
        attributes, content = self.split(base)
        return attributes + self.attributes(extension), content + self.particles(extension)

    def attributes(self, node: XmlElement) -> str:
        out = []
        for part in node:
            match part.tag.removeprefix(X):
                case "attributeGroup":
                    out.append(f'<ref name="attributes.{part.get("ref")}"/>')
                case "anyAttribute":
                    out.append(_OTHER_ATTRIBUTES)
                case "attribute":
                    out.append(self.attribute(part))
        return "".join(out)

    def attribute(self, part: XmlElement) -> str:
        ref = part.get("ref")
        if ref:
            return _XML[ref.removeprefix("xml:")]
        inner = part.find(X + "simpleType")
        value = self.value(inner) if inner is not None else _named(part.get("type", "xsd:string"))
        made = f'<attribute name="{part.get("name")}" ns="">{value}</attribute>'
        return made if part.get("use") == "required" else f"<optional>{made}</optional>"

    def value(self, node: XmlElement) -> str:
        """What a simple type allows."""
        union, listed, restriction = (node.find(X + kind) for kind in ("union", "list", "restriction"))
        if union is not None:
            return f"<choice>{''.join(map(_named, union.get('memberTypes', '').split()))}</choice>"
        if listed is not None:
            inner = listed.find(X + "simpleType")
            item = self.value(inner) if inner is not None else _named(listed.get("itemType", ""))
            return f"<list><zeroOrMore>{item}</zeroOrMore></list>"
        assert restriction is not None
        choices = [e.get("value", "") for e in restriction.findall(X + "enumeration")]
        if choices:
            return f"<choice>{''.join(f'<value>{c}</value>' for c in choices)}</choice>"
        pattern = restriction.find(X + "pattern")
        base = restriction.get("base", "")
        if pattern is not None:
            return (
                f'<data type="{base.removeprefix("xsd:")}"><param name="pattern">{pattern.get("value")}</param></data>'
            )
        return _named(base)

    def particles(self, node: XmlElement) -> str:
        return "".join(self.particle(p) for p in node if p.tag.removeprefix(X) in PARTICLES)

    def all(self, node: XmlElement) -> str:
        return self.particles(node) or "<empty/>"

    def particle(self, node: XmlElement) -> str:
        match node.tag.removeprefix(X):
            case "element":
                made = f'<ref name="element.{node.get("ref")}"/>'
            case "group":
                made = f'<ref name="group.{node.get("ref")}"/>'
            case "any":
                made = '<ref name="foreign"/>'
            case kind:
                inner = self.particles(node)
                if not inner:
                    return "<empty/>"
                if len([p for p in node if p.tag.removeprefix(X) in PARTICLES]) == 1:
                    made = inner
                else:
                    made = f"<choice>{inner}</choice>" if kind == "choice" else f"<group>{inner}</group>"
        return _times(made, node.get("minOccurs", "1"), node.get("maxOccurs", "1"))


def _times(made: str, least: str, most: str) -> str:
    if most not in ("1", "unbounded") or least not in ("0", "1"):
        raise ValueError(f"a particle from {least} to {most} times is not foreseen")
    word = {("0", "1"): "optional", ("0", "unbounded"): "zeroOrMore", ("1", "unbounded"): "oneOrMore"}.get(
        (least, most)
    )
    return f"<{word}>{made}</{word}>" if word else made


def _builtin(name: str) -> str:
    kind = name.removeprefix("xsd:")
    return '<data type="string"/>' if kind == "string" else f'<data type="{kind}"/>'


def _named(name: str) -> str:
    return _builtin(name) if name.startswith("xsd:") else f'<ref name="value.{name}"/>'


def relax_ng() -> str:
    """The profile as a RELAX NG grammar. Raises EngrossError when another official schema is installed than was
    derived from."""
    from lxml import etree

    text = derived_text()
    if text is None:
        raise EngrossError("the official schema that is installed is not the one that the profile was derived from")
    return Translation(etree.fromstring(text)).grammar()


def main() -> None:
    """Writes engross.rng beside the catalogue."""
    (FOLDER / "engross.rng").write_text(relax_ng(), encoding="utf-8")


if __name__ == "__main__":
    main()
