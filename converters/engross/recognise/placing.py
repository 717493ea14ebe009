"""Drafts of pieces find their places: levels by the stack of numbers open above, lists of recitals, names of signers."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from engross.recognise import corrections
from engross.recognise.features import LEAD, Features
from engross.recognise.layout import Layout
from engross.recognise.lines import Hint
from engross.recognise.series import Token

NO_HINT = Hint()
NO_LEVELS: Mapping[int, int] = {}


class Draft:
    """A piece while its lines are gathered: the stretches of source it covers, and where its words begin."""

    __slots__ = ("label", "level", "parts", "row", "signs", "token", "words_at")

    def __init__(self, label: str, row: int, part: tuple[int, int], words_at: int, token: Token | None) -> None:
        self.label = label
        self.row = row
        self.parts = [part]
        self.words_at = words_at
        self.token = token
        self.level = 1
        self.signs = False


def place_as_said(drafts: list[Draft], source: str, features: list[Features], layout: Layout) -> None:
    """The same where a person has said what some lines are, and at what level."""
    labels, levels = corrections.labels(layout), corrections.levels(layout)
    place(drafts, source, features, levels)
    for draft in drafts:
        label = labels.get(draft.row, draft.label)
        if label != draft.label:
            draft.label, draft.signs = label, False
        if draft.row in levels:
            draft.level = levels[draft.row] + (label in "SQ")


def place(drafts: list[Draft], source: str, features: list[Features], levels: Mapping[int, int] = NO_LEVELS) -> None:
    """Levels of clauses and items, by the stack of number styles open above them; paragraphs that are clauses."""
    _speak(drafts, source)
    _sign(drafts, source)
    if any(draft.label == "P" or (draft.label == "Q" and features[draft.row][LEAD][0] == "R") for draft in drafts):
        _open_list_of_recitals(drafts, source)
    else:
        _narrate(drafts)
        _part_series(drafts, source, features)
    stack: list[str] = []
    above: Draft | None = None
    for draft in drafts:
        label = draft.label
        if label == "X":
            if above is None:
                draft.label = label = "C"
            elif _only_titled(above, source):
                draft.label, draft.level = "S", above.level + 1
                above = draft
                continue
        if label == "C":
            stack, above = [], draft
        elif label == "H":
            stack, above = [], None
        elif label == "S" or label == "Q":
            style = draft.token.style if draft.token else "-"
            if style in stack:
                del stack[stack.index(style) + 1 :]
            elif draft.token and draft.token.value > 1 and stack and {stack[-1], style} in SAME_MARKS:
                stack[-1] = style  # a series whose reading changed
            else:
                stack.append(style)
            if draft.row in levels:
                above_it = stack[:-1][: levels[draft.row] - 1]
                stack = [*above_it, *["-"] * (levels[draft.row] - 1 - len(above_it)), style]
            draft.level = 1 + len(stack)
            if label == "S":
                above = draft


def _speak(drafts: list[Draft], source: str) -> None:
    """A narrative has no preamble: an opening sentence that is followed at once by an unnumbered clause is one too."""
    text = [draft for draft in drafts if draft.label not in "FN"]
    for draft, after in pairwise(text):
        if draft.label == "E" and source[draft.parts[-1][1] - 1] in '.!?”"':
            if after.label == "H" or (after.label == "C" and after.token is None):
                draft.label = "C"
            return


def _sign(drafts: list[Draft], source: str) -> None:
    """Headings with nothing under them at the end of a text, or above its closing, are the names of those who sign."""
    for draft in reversed(drafts):
        start, end = draft.parts[0]
        if draft.label in "HK" and draft.token is None:
            draft.label, draft.signs = "Z", draft.label == "H"
        elif draft.label in "CX" and draft.token is None and end - start < LONGEST_NAME and _is_name(source[start:end]):
            draft.label, draft.signs = "Z", True
        elif draft.label not in "FNZ":
            return


def _is_name(text: str) -> bool:
    """Whether every word has a capital and there are two or three of them at least ("Joseph R. Rassendyll, Jr.")."""
    words = text.strip("*_ ").split()
    return len(words) > 1 and all(word[0].isupper() for word in words)


def _open_list_of_recitals(drafts: list[Draft], source: str) -> None:
    """A lead word alone ("Considering:") opens what stands below it: they are the recitals. Recitals in a list of
    bullets are none of each other's items."""
    opened = begun = False
    bullet = ""
    for draft, after in zip(drafts, [*drafts[1:], None], strict=True):
        style = draft.token.style if draft.token and draft.token.style[0] == "*" else ""
        if draft.label == "P":
            begun, bullet = True, style
            alone = draft.parts[-1][1] - draft.parts[0][0] < LONE_WORD
            opened = after is not None and after.label == "Q" and alone
            if opened or (after and after.label == "P" and alone and source[draft.parts[-1][1] - 1] == ":"):
                draft.label = "K"
        elif draft.label in "CHX":
            opened, bullet = False, ""
        elif draft.label == "Q" and (opened or (style and (style == bullet or not begun))):
            draft.label, begun, bullet = "P", True, style or bullet


def _narrate(drafts: list[Draft]) -> None:
    """A list below an opening sentence, none of whose items is a recital, belongs to it as to a clause."""
    for n, draft in enumerate(drafts):
        if draft.label == "Q":
            before = next((d for d in reversed(drafts[:n]) if d.label not in "FNS"), None)
            if before is not None and before.label == "E":
                before.label = "C"
            draft.label = "S"


def _part_series(drafts: list[Draft], source: str, features: list[Features]) -> None:
    """One series of numbers may run through recitals and clauses: below the body that speaks, those that participles
    open are recitals where all that follow them are clauses by their verbs."""
    speaks = next((n for n, draft in enumerate(drafts) if draft.label not in "FNMTB"), len(drafts))
    if speaks == len(drafts) or drafts[speaks].label != "E" or source[drafts[speaks].parts[-1][1] - 1] not in ",:":
        return
    series = [draft for draft in drafts[speaks:] if draft.label == "C"]
    leads = [features[draft.row][LEAD] for draft in series]
    count = next((n for n, lead in enumerate(leads) if lead[0] != "R"), len(leads))
    rest = leads[count:]
    if count < FEWEST_RECITALS or not rest or rest[0] not in ("C1", "C2", "V") or any(lead == "R2" for lead in rest):
        return
    clause = series[count]
    for draft in drafts[speaks:]:
        if draft is clause:
            return
        draft.label = {"C": "P", "S": "Q"}.get(draft.label, draft.label)


FEWEST_RECITALS = 2
"""Numbers that participles open, from which they are recitals."""
LONGEST_NAME = 60
"""Characters of the line of one who signs."""
LONE_WORD = 30
"""Characters of a line that is no more than a lead phrase."""


def rank(drafts: list[Draft], layout: Layout) -> None:
    """The levels that the reader of the format knows: of headings, and of items within their list."""
    open_: list[tuple[Hint, int]] = []
    for draft in drafts:
        hint = layout.hints.get(layout.starts[layout.rows[draft.row]], NO_HINT) if layout.hints else NO_HINT
        if draft.label == "H":
            draft.level = max(1, hint.heading)
            open_ = []
        elif draft.label == "C":
            open_ = [(hint, draft.level)]
        elif draft.label in "SQ":
            draft.level = level = _within_list(hint, draft.level, open_)
            while open_ and open_[-1][1] >= level:
                open_.pop()
            open_.append((hint, level))


def _within_list(hint: Hint, level: int, open_: list[tuple[Hint, int]]) -> int:
    """The level of an item below those open: that of its neighbours in its list, one below what is higher there."""
    if hint.depth:
        for other, known in reversed(open_):
            if other.series == hint.series and other.depth <= hint.depth:
                return known + (other.depth < hint.depth)
    return min(level, open_[-1][1] + 1) if open_ else level


SAME_MARKS = ({"(a)", "(i)"}, {"a)", "i)"}, {"a.", "i."})


def _only_titled(draft: Draft, source: str) -> bool:
    """Whether an item is only a title ("(ii) Security sector reform"): what follows is a clause of its own."""
    if draft.level < 2 or draft.token is None or len(draft.parts) > 1:
        return False
    text = source[draft.words_at : draft.parts[0][1]]
    return 0 < len(text) < 80 and text[-1] not in ".;:,。；：，"
