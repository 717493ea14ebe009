"""New names for what is named wrongly: eIds with the references to them, and FRBR IRIs built from the Work's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from engross.identity import Eids, annex_part, number_part
from engross.rules.walk import REFERENCES

# Elements of which a context has one: they get no number.
SINGLE = frozenset(
    "content heading subheading num intro listIntroduction wrapUp listWrapUp preface preamble mainBody body coverPage "
    "conclusions attachments".split()
)
# Elements whose eId is not the context of what they hold (`para_1__p_1`, not `para_1__content__p_1`).
PASSED_OVER = frozenset({"content", "mainBody", "body"})
ROOTED = frozenset({"recitals", "citations"})
EID_RULES = ("AKN-E301", "AKN-W303", "AKN-W304", "AKN-W305", "AKN-W306")
FRBR_RULES = ("AKN-E501", "AKN-E502", "AKN-E503")


class Tag(Protocol):
    """What this module needs of an element."""

    @property
    def name(self) -> str: ...
    @property
    def attrs(self) -> dict[str, str]: ...
    @property
    def at(self) -> int: ...
    @property
    def parent(self) -> int: ...
    @property
    def num(self) -> str: ...


def renamed(tags: Sequence[Tag], wishes: list[dict[str, str]], faults: Mapping[str, set[int]]) -> None:
    """Writes new eIds into `wishes` for the elements at fault, and for what is named after them; references follow."""
    twice = faults.get("AKN-E301", set()) - faults.get("AKN-W303", set()) - faults.get("AKN-W304", set())
    wrong = {at for rule in EID_RULES for at in faults.get(rule, ())}
    if not wrong:
        return
    wrong -= {t.at for t in tags if t.name.startswith("TLC") or t.name == "keyword"}
    kept = {t.attrs["eId"] for t in tags if "eId" in t.attrs and t.at not in wrong}
    eids = Eids(sorted(kept))
    ordinals: dict[tuple[str, str], int] = {}
    moved: dict[str, str] = {}
    for tag, wish in zip(tags, wishes, strict=True):
        old = tag.attrs.get("eId")
        if tag.at in wrong:
            context = _context(tags, wishes, tag)
            key = (context, tag.name)
            ordinals[key] = ordinals.get(key, 0) + 1
            printed = annex_part(tag.num) if tag.name == "attachment" else number_part(tag.num)
            number = "" if tag.name in SINGLE else printed or str(ordinals[key])
            if old is not None and tag.at in twice and not printed:
                # What has no number of its own keeps the name it has, as the second of it: its neighbours keep theirs.
                wish["eId"] = eids.claim(_renamed_ancestor(tags, wishes, tag, old) or old)
            else:
                wish["eId"] = eids.child(context, tag.name, number)
        elif old is not None:
            above = _renamed_ancestor(tags, wishes, tag, old)
            if above is not None:
                wish["eId"] = eids.claim(above)
            key = (wish["eId"].rpartition("__")[0], tag.name)
            ordinals[key] = ordinals.get(key, 0) + 1
        if old is not None and wish["eId"] != old:
            moved.setdefault(old, wish["eId"])
    # An eId that stood twice still belongs to its first bearer: what pointed at it goes on pointing there.
    moved = {old: new for old, new in moved.items() if old not in kept}
    for wish in wishes:
        for attribute in REFERENCES & wish.keys():
            if "#" in wish[attribute]:
                wish[attribute] = " ".join(_followed(word, moved) for word in wish[attribute].split(" "))


def _followed(word: str, moved: Mapping[str, str]) -> str:
    return "#" + moved[word[1:]] if word[:1] == "#" and word[1:] in moved else word


def _context(tags: Sequence[Tag], wishes: Sequence[dict[str, str]], tag: Tag) -> str:
    """The eId that a part is numbered in: that of the nearest ancestor that is a context; "" for the document."""
    if tag.name in ROOTED and tags[tag.parent].name == "preamble":
        return ""
    here = tag.parent
    while here >= 0:
        if "eId" in wishes[here] and tags[here].name not in PASSED_OVER:
            return wishes[here]["eId"]
        here = tags[here].parent
    return ""


def _renamed_ancestor(tags: Sequence[Tag], wishes: Sequence[dict[str, str]], tag: Tag, old: str) -> str | None:
    """The eId of a part that was named after an ancestor that has a new name now; None when none has."""
    here = tag.parent
    while here >= 0:
        before, now = tags[here].attrs.get("eId"), wishes[here].get("eId")
        if before and now and before != now and old.startswith(before + "__"):
            return now + old[len(before) :]
        here = tags[here].parent
    return None


def new_iris(tags: Sequence[Tag], wishes: list[dict[str, str]], faults: Mapping[str, set[int]]) -> None:
    """Builds the IRIs of Expression and Manifestation, and every FRBRthis, from the FRBRuri of the Work."""
    if not any(faults.get(rule) for rule in FRBR_RULES):
        return
    blocks: dict[int, dict[tuple[str, str], int]] = {}
    for n, tag in enumerate(tags):
        if tag.parent >= 0 and tags[tag.parent].name in ("FRBRWork", "FRBRExpression", "FRBRManifestation"):
            level = tags[tag.parent]
            blocks.setdefault(level.parent, {}).setdefault((level.name, tag.name), n)
    for n, block in enumerate(blocks.values()):
        _compose(block, tags, wishes, f"!annex_{n}" if n else "!main")


def _compose(
    block: Mapping[tuple[str, str], int], tags: Sequence[Tag], wishes: list[dict[str, str]], otherwise: str
) -> None:
    """The IRIs of one document; `otherwise` names the component when nothing does."""

    def value(level: str, name: str, attribute: str = "value") -> str:
        at = block.get((level, name))
        return tags[at].attrs.get(attribute, "") if at is not None else ""

    def write(level: str, name: str, new: str) -> None:
        at = block.get((level, name))
        if at is not None:
            wishes[at]["value"] = new

    work, language = value("FRBRWork", "FRBRuri").rstrip("/"), value("FRBRExpression", "FRBRlanguage", "language")
    if not work or not language:
        return
    _, at, said = value("FRBRExpression", "FRBRuri").rpartition("@")
    said = said.strip("/") if at else ""
    expression = f"{work}/{language}@{said}"
    component = next((s for s in reversed(value("FRBRWork", "FRBRthis").split("/")) if s.startswith("!")), otherwise)
    write("FRBRWork", "FRBRuri", work)
    write("FRBRWork", "FRBRthis", f"{work}/{component}")
    write("FRBRExpression", "FRBRuri", expression)
    write("FRBRExpression", "FRBRthis", f"{expression}/{component}")
    write("FRBRManifestation", "FRBRuri", f"{expression}.xml")
    write("FRBRManifestation", "FRBRthis", f"{expression}/{component}.xml")
