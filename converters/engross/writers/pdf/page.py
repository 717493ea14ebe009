"""Pages: the galley cut into frames, no line left alone, notes at the foot of the column that calls them."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct, structs

from engross.model import Note
from engross.styles import Paper
from engross.writers.pdf.galley import Block
from engross.writers.pdf.inlines import Mark
from engross.writers.pdf.styles import COLUMN_GAP
from engross.writers.pdf.tables import RowLine

_NOTE_RULE = 9.0  # what the rule above the notes takes
_TEXT_LEAST = 3  # lines of text that a frame keeps beside notes left over from the last one


class Placed(Struct, frozen=True):
    """Lines first to last (not included) of a block, the upper edge of the first at `top`; head: a repeated one."""

    block: Block
    first: int
    last: int
    top: float
    repeated: bool = False


class Frame:
    """A column of a page. Lengths in points from the lower left of the sheet; short: what stays empty over the notes."""

    def __init__(self, left: float, top: float, bottom: float) -> None:
        self.left = left
        self.top = top
        self.bottom = bottom
        self.y = top
        self.placed: list[Placed] = []
        self.notes: list[Placed] = []
        self.note_height = 0.0
        self.short = 0.0
        self.full = False

    @property
    def room(self) -> float:
        """What is left between the text and the notes."""
        return self.y - self.bottom - self.note_height - self.short

    @property
    def empty(self) -> bool:
        """Whether no text stands here yet, repeated header rows apart."""
        return all(p.repeated for p in self.placed)


class Page:
    """The frames of one page."""

    def __init__(self, frames: list[Frame]) -> None:
        self.frames = frames
        self.spanning: list[Placed] = []


def _least(block: Block) -> float:
    """The height of the beginning of a block that may stand at the foot of a page."""
    lines = len(block.lines)
    return (lines if lines <= 3 else 2) * block.leading


def column_width(paper: Paper, columns: int) -> float:
    """The width of one of `columns` columns."""
    return (paper.width - paper.left - paper.right - (columns - 1) * COLUMN_GAP) / columns


class Composer:
    """Fills pages from the top. `note` sets the notes of a call, once, when its line finds its place."""

    def __init__(self, paper: Paper, columns: int, note: Callable[[Note, float], list[Block]]) -> None:
        self.paper = paper
        self.columns = columns
        self.frame_width = column_width(paper, columns)
        self.note = note
        self.pages: list[Page] = []
        self.pending: list[Placed] = []
        self._set: dict[int, list[Block]] = {}
        self._at = 0
        self._cursor = (0, 0)  # the block and line that come next, and those with which the last page began
        self._start = (0, 0)
        self._new_page()

    @property
    def frame(self) -> Frame:
        """The frame being filled."""
        return self.pages[-1].frames[self._at]

    def _new_page(self) -> None:
        paper, width = self.paper, self.frame_width
        top = paper.height - paper.top
        frames = [Frame(paper.left + n * (width + COLUMN_GAP), top, paper.bottom) for n in range(self.columns)]
        self.pages.append(Page(frames))
        self._at = 0
        self._start = self._cursor
        self._carried = bool(self.pending)

    def _next_frame(self) -> None:
        if self._at + 1 < len(self.pages[-1].frames):
            self._at += 1
        else:
            self._new_page()
        self._carry_notes()

    # ----------------------------------------------------------------- text

    def compose(self, blocks: list[Block]) -> list[Page]:
        """The pages of all blocks."""
        at = self._span(blocks) if self.columns > 1 else 0
        self._start = (at, 0)
        self._fill(blocks, at, len(blocks))
        self._balance(blocks, len(blocks))
        self._flush_notes()
        return self.pages

    def _balance(self, blocks: list[Block], stop: int) -> None:
        """Make the columns of the last page, on which the blocks before `stop` end, as short as they can be. Not where
        notes came over from the page before, or from what spans the columns."""
        page, start, frame = self.pages[-1], self._start, self.pages[-1].frames[0]
        noted = any(line.calls for placed in page.spanning for line in placed.block.lines)
        if self.columns == 1 or self.pending or self._carried or noted or not frame.placed:
            return
        count, best = len(self.pages), page
        low, high = 0.0, frame.top - frame.bottom
        while high - low > 2.0:
            short = (low + high) / 2
            self.pages.pop()
            self._open(page, start, short)
            if frame.placed[0].repeated:
                self._repeat_heads(blocks, start[0])
            self._place(blocks, *start)
            self._fill(blocks, start[0] + 1, stop)
            if len(self.pages) == count and not self.pending:
                best, low = self.pages[-1], short
            else:
                high = short
            del self.pages[count:]
            self.pending.clear()
        self.pages[-1], self._at = best, self.columns - 1

    def _open(self, like: Page, start: tuple[int, int], short: float) -> None:
        """Begin a page like one that began at `start`, but with columns that are so much shorter."""
        self._cursor = start
        self._new_page()
        self.pages[-1].spanning = like.spanning
        for frame in self.pages[-1].frames:
            frame.top = frame.y = like.frames[0].top
            frame.short = short

    def _fill(self, blocks: list[Block], at: int, stop: int) -> None:
        """Set the blocks from `at` up to `stop`."""
        for n in range(at, stop):
            block = blocks[n]
            self._cursor = (n, 0)
            if block.fresh and any(f.placed for f in self.pages[-1].frames):
                self._balance(blocks, n)
                self._flush_notes()
                self._cursor = (n, 0)
                self._new_page()
            gap = self._gap(block, blocks[n - 1] if n else None)
            if not self.frame.empty and self._needed(blocks, n, gap) > self.frame.room:
                self._turn(blocks, n)
                gap = 0.0
            self.frame.y -= gap
            self._place(blocks, n)

    def _span(self, blocks: list[Block]) -> int:
        """Set what comes before the text over all columns; how many blocks that took."""
        page, y, count = self.pages[-1], self.frame.top, 0
        while count < len(blocks) and blocks[count].spanning:
            block = blocks[count]
            height = len(block.lines) * block.leading
            gap = max(block.before, blocks[count - 1].after) if count else 0.0
            if y - gap - height < page.frames[0].bottom + 120:
                break
            y -= gap
            page.spanning.append(Placed(block, 0, len(block.lines), y))
            y -= height
            self._take_notes([call for line in block.lines for call in line.calls])
            count += 1
        if count:
            y -= blocks[count - 1].after
        for frame in page.frames:
            frame.top = frame.y = y
        return count

    def _gap(self, block: Block, previous: Block | None) -> float:
        return max(block.before, previous.after if previous else 0.0) if not self.frame.empty else 0.0

    def _needed(self, blocks: list[Block], n: int, gap: float) -> float:
        """The least height that `blocks[n]` needs here: a heading stays whole, with the beginning of what it heads."""
        total, limit = gap, (self.frame.top - self.frame.bottom) / 2
        while blocks[n].together and n + 1 < len(blocks):
            block, n = blocks[n], n + 1
            total += len(block.lines) * block.leading + max(block.after, blocks[n].before)
            if total > limit:
                return total
        return total + _least(blocks[n])

    def _turn(self, blocks: list[Block], n: int) -> None:
        """Go on with `blocks[n]` in the next frame."""
        self._next_frame()
        self._repeat_heads(blocks, n)

    def _repeat_heads(self, blocks: list[Block], n: int) -> None:
        """Draw the header rows again when a table goes on in a new frame."""
        row = blocks[n].lines[0] if blocks[n].lines else None
        if not isinstance(row, RowLine) or row.head:
            return
        heads = row.heads
        if sum(b.leading for b in heads) > (self.frame.top - self.frame.bottom) / 4:
            return
        for block in heads:
            self.frame.placed.append(Placed(block, 0, 1, self.frame.y, True))
            self.frame.y -= block.leading

    def _place(self, blocks: list[Block], n: int, first: int = 0) -> None:
        block, after = blocks[n], 0.0
        count = len(block.lines)
        if block.introduces and n + 1 < len(blocks):
            after = self._needed(blocks, n + 1, max(block.after, blocks[n + 1].before))
        while first < count:
            take = self._allowed(block, first, self._fitting(block, first), after)
            if take <= 0:
                if not self.frame.empty or self.frame.note_height:
                    self._turn(blocks, n)
                    continue
                take = max(1, self._fitting(block, first))
            frame = self.frame
            frame.placed.append(Placed(block, first, first + take, frame.y))
            frame.y -= take * block.leading
            self._take_notes([call for line in block.lines[first : first + take] for call in line.calls])
            first += take
            self._cursor = (n, first)
            if first < count:
                self._next_frame()

    def _allowed(self, block: Block, first: int, take: int, after: float) -> int:
        """How many of the lines that fit may stand here: no line is left alone on either side, and the end of an
        introduction (`after` is what must follow it) waits for what it introduces."""
        left = len(block.lines) - first - take
        if left == 0 and after and self.frame.room - take * block.leading < after:
            take, left = take - 2, 2
        elif left == 1:
            take -= 1
        return 0 if left and first == 0 and take < 2 else take

    def _fitting(self, block: Block, first: int) -> int:
        """How many lines from `first` have room here together with their notes, or the beginning of their notes."""
        frame = self.frame
        room, notes, take = frame.room, frame.note_height, 0
        for at in range(first, len(block.lines)):
            line = block.lines[at]
            room -= block.leading
            if line.calls:
                if frame.full:
                    break
                least = 0.0 if notes else _NOTE_RULE
                whole = least
                for n, call in enumerate(line.calls):
                    made = self.blocks_of(call)
                    whole += sum(b.before + len(b.lines) * b.leading for b in made)
                    if n == 0:
                        least += made[0].before + min(2, len(made[0].lines)) * made[0].leading
                if room < least - 0.01:
                    break
                if room < whole:
                    return take + 1
                room -= whole
                notes += whole
            if room < -0.01:
                break
            take += 1
        return take

    # ----------------------------------------------------------------- notes

    def blocks_of(self, call: Mark) -> list[Block]:
        """The blocks of the note of a call, set once."""
        made = self._set.get(id(call))
        if made is None and call.note is not None:
            made = self._set[id(call)] = self.note(call.note, self.frame_width)
        return made or []

    def _take_notes(self, calls: list[Mark]) -> None:
        for call in calls:
            self.pending += [Placed(b, 0, len(b.lines), 0.0) for b in self.blocks_of(call)]
        self._fill_notes(0.0)

    def _carry_notes(self) -> None:
        """Begin a frame with what was left of the notes of the last one."""
        if self.pending:
            self._fill_notes(_TEXT_LEAST * 15.0)

    def _fill_notes(self, keep: float) -> None:
        """Put pending notes, as many lines as there is room for, at the foot; `keep` points stay free for text."""
        frame = self.frame
        while self.pending:
            part = self.pending[0]
            block = part.block
            rule = 0.0 if frame.notes else _NOTE_RULE
            room = frame.room - keep - rule - (block.before if part.first == 0 else 0.0)
            fit = min(part.last - part.first, int((room + 0.01) // block.leading))
            if fit <= 0:
                frame.full = True
                return
            frame.notes.append(structs.replace(part, last=part.first + fit))
            frame.note_height += rule + fit * block.leading + (block.before if part.first == 0 else 0.0)
            if part.first + fit < part.last:
                self.pending[0] = structs.replace(part, first=part.first + fit)
                frame.full = True
                return
            self.pending.pop(0)

    def _flush_notes(self) -> None:
        """Give what is left of the notes frames of their own."""
        while self.pending:
            self._next_frame()
