"""The structure tree: what each mark on a page is, in reading order (ISO 32000-1, 14.7 and 14.8; ISO 14289-1)."""

from __future__ import annotations

from msgspec import Struct

from engross.writers.pdf.objects import Array, Dictionary, PdfFile, byte_string, reference, text_string


class Content(Struct, frozen=True, gc=False):
    """A marked-content sequence: its page, from 0, and its id there."""

    page: int
    mcid: int


class Annotation(Struct, frozen=True, gc=False):
    """A link as drawn: index into the annotations of the document."""

    index: int


class Element:
    """A structure element. `tag` is a standard type; `attributes` ready entries of its dictionary."""

    __slots__ = ("attributes", "identity", "kids", "number", "parent", "tag")

    def __init__(self, tag: str, parent: Element | None = None, attributes: str = "", identity: str = "") -> None:
        self.tag = tag
        self.parent = parent
        self.attributes = attributes
        self.identity = identity
        self.kids: list[Element | Content | Annotation] = []
        self.number = 0
        if parent is not None:
            parent.kids.append(self)


class Link(Struct, frozen=True):
    """A link annotation. rectangle: left, bottom, right, top in points; target: "#" and a destination, or an IRI."""

    page: int
    rectangle: tuple[float, float, float, float]
    target: str
    contents: str
    element: Element


class Tree:
    """The structure of one document, with the links that belong to it."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self.pages: list[list[Element]] = []
        self.links: list[Link] = []

    def new_page(self) -> None:
        """Begin the marks of the next page."""
        self.pages.append([])

    def mark(self, element: Element) -> int:
        """The id of a new marked-content sequence of `element` on the page begun last."""
        marks = self.pages[-1]
        element.kids.append(Content(len(self.pages) - 1, len(marks)))
        marks.append(element)
        return len(marks) - 1

    def link(self, rectangle: tuple[float, float, float, float], target: str, contents: str, element: Element) -> None:
        """Add a link on the page begun last."""
        element.kids.append(Annotation(len(self.links)))
        self.links.append(Link(len(self.pages) - 1, rectangle, target, contents, element))

    # ----------------------------------------------------------------- serialising

    def write(self, file: PdfFile, pages: list[int], annotations: list[int]) -> int:
        """Write the tree; `pages` and `annotations` are the numbers of the objects of the pages and links. Returns the
        number of the StructTreeRoot."""
        order = self._order()
        first, root = file.reserve(len(order)), file.reserve(1)
        for n, element in enumerate(order):
            element.number = first + n
        page_refs = [reference(p) for p in pages]
        for element in order:
            parent = reference(element.parent.number if element.parent else root)
            file.put(self._element(element, parent, page_refs, annotations), element.number)
        entries = [b"%d[%b]" % (n, b" ".join(reference(e.number) for e in marks)) for n, marks in enumerate(self.pages)]
        entries += [b"%d %b" % (len(pages) + n, reference(k.element.number)) for n, k in enumerate(self.links)]
        parents = file.put(b"<</Nums[%b]>>" % b" ".join(entries))
        body = b"<</Type/StructTreeRoot/K %b/ParentTree %b/ParentTreeNextKey %d" % (
            reference(self.root.number),
            reference(parents),
            len(pages) + len(self.links),
        )
        if named := sorted((byte_string(e.identity), e.number) for e in order if e.identity):
            body += b"/IDTree<</Names[%b]>>" % b" ".join(b"%b %b" % (i, reference(n)) for i, n in named)
        file.put(body + b">>", root)
        return root

    def _order(self) -> list[Element]:
        """The elements, depth first, less those that came to hold nothing (a clause of white space); cells may be empty."""
        order = self._all()
        # Children come after their parents, so from the end on every element is whole before its parent asks.
        for element in reversed(order):
            element.kids = [k for k in element.kids if not isinstance(k, Element) or k.kids or k.tag in ("TD", "TH")]
        return self._all()

    def _all(self) -> list[Element]:
        order: list[Element] = []
        stack = [self.root]
        while stack:
            element = stack.pop()
            order.append(element)
            stack += [k for k in reversed(element.kids) if isinstance(k, Element)]
        return order

    def _element(self, element: Element, parent: bytes, pages: list[bytes], annotations: list[int]) -> bytes:
        kids: list[bytes] = []
        page = -1
        for kid in element.kids:
            if isinstance(kid, Content):
                if page < 0:
                    page = kid.page
                kids.append(
                    b"%d" % kid.mcid
                    if kid.page == page
                    else b"<</Type/MCR/Pg %b/MCID %d>>" % (pages[kid.page], kid.mcid)
                )
            elif isinstance(kid, Element):
                kids.append(b"%d 0 R" % kid.number)
            else:
                link = self.links[kid.index]
                kids.append(b"<</Type/OBJR/Obj %b/Pg %b>>" % (reference(annotations[kid.index]), pages[link.page]))
        out = b"<</S/%b/P %b" % (element.tag.encode(), parent)
        if page >= 0:
            out += b"/Pg " + pages[page]
        if element.identity:
            out += b"/ID" + byte_string(element.identity)
        return out + element.attributes.encode() + b"/K[" + b" ".join(kids) + b"]>>"


def link_annotation(link: Link, key: int) -> Dictionary:
    """The annotation of a link; `key` is its place in the parent tree. It is shown only by the words themselves."""
    entries = {
        "Type": "/Annot", "Subtype": "/Link", "F": 4, "Border": Array([0, 0, 0]), "Rect": Array(link.rectangle),
        "StructParent": key, "Contents": text_string(link.contents),
    }  # fmt: skip
    if link.target.startswith("#"):
        entries["Dest"] = byte_string(link.target[1:])
    else:
        entries["A"] = Dictionary({"S": "/URI", "URI": byte_string(_ascii_iri(link.target))})
    return Dictionary(entries)


def _ascii_iri(iri: str) -> str:
    """A URI: what IRIs have beyond ASCII is percent-encoded."""
    return "".join(c if "!" <= c <= "~" else "".join(f"%{b:02X}" for b in c.encode("utf-8", "replace")) for c in iri)
