"""Derives a smaller schema from the official one by deletion alone, so that whatever it acquits the official one acquits.

Deleted are: alternatives of a choice (others being left), particles that may be absent, attributes that may be absent,
definitions nobody refers to any more, annotations, and the `unique` constraints, which `judge` checks itself. What is
left is told as ranges of bytes of the official file: the package ships numbers and no schema, and the file that is
installed must be the one that the numbers were made for. `python -m engross.schema.derive` makes them anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat
from zlib import crc32

import msgspec

from engross.schema.official import Derived, official_file

# The elements that the writer of the record uses. Everything else stands in `Opaque` parts, which the official
# schema judges.
WRITTEN = frozenset(
    """
    akomaNtoso statement doc act bill
    meta identification FRBRWork FRBRExpression FRBRManifestation FRBRthis FRBRuri FRBRalias FRBRdate FRBRauthor
    FRBRcountry FRBRsubtype FRBRnumber FRBRname FRBRlanguage FRBRformat publication classification keyword lifecycle
    eventRef workflow step references original TLCPerson TLCOrganization TLCConcept TLCObject TLCEvent TLCLocation
    TLCProcess TLCRole TLCTerm TLCReference proprietary
    coverPage preface preamble mainBody body conclusions attachments attachment
    longTitle container formula recitals recital
    clause section part paragraph chapter title article book tome division list point indent alinea rule subrule
    proviso subsection subpart subparagraph subchapter subtitle subdivision subclause sublist level transitional
    hcontainer num heading subheading crossHeading content intro wrapUp
    p table caption tr th td blockList listIntroduction item listWrapUp
    docTitle docType docNumber docDate docAuthority docProponent docStatus docStage docPurpose docCommittee
    docketNumber session signature def abbr inline span
    date person organization concept object event location process role term quantity ref
    b i u sup sub br authorialNote
    """.split()
)
UNUSED_ATTRIBUTES = frozenset({"GUID", "wId"})
PARTICLES = frozenset({"element", "group", "choice", "sequence", "any"})
DEFINITIONS = frozenset({"element", "group", "attributeGroup", "complexType", "simpleType"})


class Node:
    """An element of the official schema: its name, attributes and children, and its bytes in the file."""

    def __init__(self, tag: str, attrib: dict[str, str], start: int) -> None:
        self.tag = tag
        self.attrib = attrib
        self.start = start
        self.end = start
        self.children: list[Node] = []
        self.gone = False

    def living(self) -> list[Node]:
        """The children that have not been deleted."""
        return [c for c in self.children if not c.gone]

    def walk(self) -> Iterator[Node]:
        """This node and all below it that have not been deleted."""
        if not self.gone:
            yield self
            for child in self.children:
                yield from child.walk()


def parse(data: bytes) -> tuple[Node, list[tuple[int, int]]]:
    """The root of an XSD and the ranges of its comments."""
    parser = expat.ParserCreate()
    root = Node("", {}, 0)
    open_nodes, comments = [root], []

    def start(name: str, attrib: dict[str, str]) -> None:
        node = Node(name.rpartition(":")[2], attrib, parser.CurrentByteIndex)
        open_nodes[-1].children.append(node)
        open_nodes.append(node)

    def end(name: str) -> None:
        node = open_nodes.pop()
        tag_end = _tag_end(data, node.start)
        empty = data[tag_end - 2 : tag_end] == b"/>"
        node.end = tag_end if empty else data.index(b">", parser.CurrentByteIndex) + 1

    def comment(text: str) -> None:
        at = parser.CurrentByteIndex
        comments.append((at, data.index(b"-->", at) + 3))

    parser.StartElementHandler, parser.EndElementHandler, parser.CommentHandler = start, end, comment
    parser.Parse(data, True)
    return root.children[0], comments


def _tag_end(data: bytes, at: int) -> int:
    """The end of the start tag at `at`; a ">" in an attribute's value does not count."""
    quote = 0
    while True:
        byte = data[at]
        if quote:
            quote = 0 if byte == quote else quote
        elif byte in b"\"'":
            quote = byte
        elif byte == 62:
            return at + 1
        at += 1


class Reduction:
    """Deletes from a schema what only elements outside `kept` need."""

    def __init__(self, root: Node, kept: frozenset[str]) -> None:
        self.root = root
        self.kept = kept
        self.groups = {g.attrib["name"]: g for g in root.children if g.tag == "group"}
        self.group_fate: dict[str, bool] = {}

    def run(self) -> None:
        for node in list(self.root.walk()):
            if node.tag in ("annotation", "unique"):
                node.gone = True
            elif node.tag == "attribute" and node.attrib.get("name") in UNUSED_ATTRIBUTES:
                if node.attrib.get("use") == "required":
                    raise ValueError(f"the attribute {node.attrib['name']} may not be absent")
                node.gone = True
        for node in self.root.children:
            if node.tag == "element" and node.attrib["name"] not in self.kept:
                node.gone = True
        self.drop_unreferenced()
        for name in self.groups:
            self.group_dead(name)
        for node in list(self.root.walk()):
            if node.tag in ("complexType", "extension", "restriction"):
                for particle in node.living():
                    if particle.tag in PARTICLES and self.dead(particle):
                        if not self.optional(particle):
                            raise ValueError(f"an element that is kept needs one that is not, near byte {node.start}")
                        particle.gone = True
        self.drop_unreferenced()

    def group_dead(self, name: str) -> bool:
        """Whether a named group can match nothing any more; it is pruned the first time it is asked for."""
        if name not in self.group_fate:
            group = self.groups[name]
            self.group_fate[name] = group.gone = any(self.dead(p) for p in group.living() if p.tag in PARTICLES)
        return self.group_fate[name]

    def dead(self, particle: Node) -> bool:
        """Whether a particle can match nothing that is kept; deletes the dead parts of one that can."""
        if particle.tag == "element":
            return "ref" in particle.attrib and particle.attrib["ref"] not in self.kept
        if particle.tag == "group":
            return self.group_dead(particle.attrib["ref"])
        if particle.tag == "any":
            return False
        dead = [p for p in particle.living() if p.tag in PARTICLES and self.dead(p)]
        if particle.tag == "sequence" and not all(self.optional(p) for p in dead):
            return True
        if len(dead) == len(particle.living()):
            return True
        for part in dead:
            part.gone = True
        return False

    def optional(self, particle: Node) -> bool:
        """Whether the official schema lets the particle be absent."""
        if particle.attrib.get("minOccurs") == "0":
            return True
        if particle.tag == "group":
            particle = self.groups[particle.attrib["ref"]]
        parts = [p for p in particle.children if p.tag in PARTICLES]
        if particle.tag in ("sequence", "group"):
            return all(self.optional(p) for p in parts)
        return particle.tag == "choice" and any(self.optional(p) for p in parts)

    def drop_unreferenced(self) -> None:
        """Deletes the types, groups and attribute groups that no living node refers to."""
        dropped = True
        while dropped:
            dropped = False
            used: dict[str, set[str]] = {tag: set() for tag in DEFINITIONS}
            for node in self.root.walk():
                if "ref" in node.attrib and node.tag in used:
                    used[node.tag].add(node.attrib["ref"])
                types = {node.attrib.get("type"), node.attrib.get("base"), *node.attrib.get("memberTypes", "").split()}
                used["complexType"] |= {t for t in types if t}
            used["simpleType"] = used["complexType"]
            for node in self.root.living():
                if node.tag in DEFINITIONS - {"element"} and node.attrib["name"] not in used[node.tag]:
                    node.gone = dropped = True


def derive(data: bytes, kept: frozenset[str] = WRITTEN) -> Derived:
    """The ranges of the official file `data` that make up the schema of the elements `kept`.

    Raises ValueError when an element that is kept cannot be without one that is not."""
    root, holes = parse(data)
    Reduction(root, kept).run()
    holes += _holes(root)
    spans, at = [], 0
    for start, end in sorted(holes):
        if start > at:
            spans.append((at, start))
        at = max(at, end)
    spans.append((at, len(data)))
    solid = [(a, b) for a, b in (_trimmed(data, *s) for s in spans) if a < b]
    return Derived(len(data), crc32(data), tuple(solid))


def _holes(node: Node) -> list[tuple[int, int]]:
    if node.gone:
        return [(node.start, node.end)]
    return [hole for child in node.children for hole in _holes(child)]


def _trimmed(data: bytes, start: int, end: int) -> tuple[int, int]:
    """The range less the white space at its ends, which in a schema says nothing."""
    text = data[start:end]
    return start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())


def main() -> None:
    """Writes the ranges beside this module."""
    made = derive(official_file().read_bytes())
    Path(__file__).with_name("derived.json").write_bytes(msgspec.json.encode(made) + b"\n")


if __name__ == "__main__":
    main()
