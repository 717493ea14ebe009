"""Numbering: without gaps and repeats, one style a level, starting again only where a new division or annex begins."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from engross.identity import number_part
from engross.numbering import Place, mark, places
from engross.rules.record import Numbered, Record
from engross.rules.registry import ends

_places = lru_cache(4096)(places)


class Step:
    """Two neighbours of one series, read as places in it."""

    def __init__(self, before: Numbered, was: Place, member: Numbered, now: Place) -> None:
        self.before = before
        self.was = was
        self.member = member
        self.now = now
        self.slip = False
        """Whether this step and its neighbour are one fault: 5. 7. 7. for 5. 6. 7."""

    @property
    def same_style(self) -> bool:
        return self.was.style == self.now.style

    @property
    def same_division(self) -> bool:
        return self.before.division is self.member.division

    @property
    def expected(self) -> str:
        return mark(self.was.style, self.was.value + 1)


def _reading(options: tuple[Place, ...], last: Place | None) -> Place:
    """The reading of a number that goes on from `last`, else one that begins a series, else the likeliest."""
    if last is not None:
        for option in options:
            if option.style == last.style and option.value in (last.value, last.value + 1):
                return option
        for option in options:
            if option.style == last.style:
                return option
    return next((o for o in options if o.value == 1), options[0])


def _steps(record: Record) -> list[Step]:
    """The steps of all series that do not simply go on, found once for all the rules that look at them."""
    if record.steps is None:
        record.steps = list(_found_steps(record))
    steps: list[Step] = record.steps
    return steps


def _found_steps(record: Record) -> Iterator[Step]:
    for members in record.series.values():
        before: Numbered | None = None
        was: Place | None = None
        last: Step | None = None
        for member in members:
            options = _places(member.text)
            if not options:
                before = was = None
                continue
            now = _reading(options, was)
            if before is not None and was is not None and not (now.value == was.value + 1 and now.style == was.style):
                step = Step(before, was, member, now)
                if last is not None and now == was == last.now and last.now.value == last.was.value + 2:
                    last.slip = step.slip = last.same_style and last.member is before
                last = step
                yield step
            before, was = member, now


@ends("AKN-W601")
def gap(record: Record) -> None:
    for step in _steps(record):
        if step.same_style and step.now.value > step.was.value + 1:
            said = f"{step.member.text} follows {step.before.text}: {step.expected} is missing"
            if step.slip:
                said = f"{step.member.text} stands where {step.expected} is expected, and once more after it"
                if step.member.element.part.partition("_")[2] == number_part(step.expected):
                    record.withdraw("AKN-W305", step.member.element)  # the eId is right and the number is not
            record.report("AKN-W601", step.member.element, said, f"write {step.expected}" if step.slip else "")


@ends("AKN-W602")
def repeat(record: Record) -> None:
    for step in _steps(record):
        if step.same_style and step.same_division and step.now == step.was and not step.slip:
            record.report("AKN-W602", step.member.element, f"{step.member.text} stands twice in its series")


@ends("AKN-W603")
def style(record: Record) -> None:
    for step in _steps(record):
        if not step.same_style and step.same_division:
            record.report(
                "AKN-W603", step.member.element, f"{step.member.text} follows {step.before.text}: another style on one level",
                f"write {step.expected} or move it to a level of its own",
            )  # fmt: skip


@ends("AKN-W604")
def restart(record: Record) -> None:
    for step in _steps(record):
        if step.same_style and step.same_division and step.now.value < step.was.value:
            record.report(
                "AKN-W604",
                step.member.element,
                f"{step.member.text} follows {step.before.text}: the series starts again without a new division",
            )


@ends("AKN-I605")
def begins(record: Record) -> None:
    """A series begins with its first number."""
    for members in record.series.values():
        options = _places(members[0].text)
        if options and all(o.value > 1 for o in options):
            record.report("AKN-I605", members[0].element, f"the series begins with {members[0].text}")
