"""HTML mail to text: lines as a reader sees them, quoted blocks as lines that begin with `> `.

A scanner over the tags, in one pass and without a tree: HTML5 trees grow quadratically on purpose-made nesting
(29 KB of unclosed `<p><b id=…>` is 2 million nodes). Links give their text only; styles, scripts, comments and what
is hidden give nothing; a signature block is announced by the line `-- `.
"""

from __future__ import annotations

import re
from html import unescape

from dossier.mime import limits, marks
from dossier.mime.marks import Mark
from dossier.programs import WORDS

_SKIPPED = ("style", "script", "title", "textarea", "noscript", "template", "svg", "math", "select", "object", "head")
_HIDES_REST = frozenset(["style", "script", "textarea", "template"])
"""Elements that, never closed, hide what follows; the others of them then hide nothing."""
_RAW = {name: re.compile(f"</{name}", re.IGNORECASE) for name in _SKIPPED}
_BLOCKS = frozenset(WORDS["html"]["blocks"])
_TELLING = frozenset(["blockquote", "includetail"])
"""Elements that mean something without attributes."""
_SPACED = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "pre"])
_LONGEST_TAG = 4096
_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9:_-]{0,30}")


def to_text(html: str) -> str:
    """Return the text of an HTML mail, at most `limits.TEXT` characters. Takes linear time and never raises."""
    text = _Scan(html, hides=True).run()
    return text if text.strip("> \n") else _Scan(html, hides=False).run()


class _Lines:
    """Lines under construction."""

    __slots__ = ("blank", "done", "pieces", "pre", "quoted", "size")

    def __init__(self) -> None:
        self.done: list[str] = []
        self.pieces: list[str] = []
        self.size = 0
        self.quoted = False
        self.pre = 0
        self.blank = True
        """The last line is empty, or there is none."""

    def add(self, text: str) -> None:
        self.pieces.append(text)

    def flush(self) -> None:
        """End the line, if it has anything."""
        if self.pieces:
            text = "".join(self.pieces)
            self.pieces = []
            if self.pre:
                for line in text.split("\n"):
                    self._line(line.rstrip())
            elif line := " ".join(text.split()):
                self._line(line)
            elif "\xa0" in text:
                self.gap()

    def end(self) -> None:
        """End the line, even an empty one."""
        if self.pieces:
            self.flush()
        else:
            self.gap()

    def gap(self) -> None:
        """Leave one empty line, never two."""
        self.flush()
        if not self.blank:
            self.done.append(">" if self.quoted else "")
            self.blank = True

    def _line(self, line: str) -> None:
        self.done.append(("> " + line if line else ">") if self.quoted else line)
        self.size += len(line) + 1
        self.blank = not line

    def signature(self) -> None:
        self.flush()
        if not (self.done and self.done[-1].strip() == "--"):
            self.done.append("-- ")


class _Scan:
    """One pass over the tags. Which elements are open is counted by name, so misnesting costs nothing."""

    def __init__(self, html: str, *, hides: bool) -> None:
        self.html = html
        self.hides = hides
        self.lines = _Lines()
        self.open: dict[str, int] = {}
        self.marked: list[tuple[str, int, Mark]] = []
        self.hidden = False
        self.quoted_on = False
        self.numbers: list[int] = []
        self.never_closed: set[str] = set()

    def run(self) -> str:
        html, lines = self.html, self.lines
        at = 0
        while lines.size < limits.TEXT:
            tag = html.find("<", at)
            if tag != at and not self.hidden:
                text = html[at:] if tag < 0 else html[at:tag]
                lines.add(unescape(text) if "&" in text else text)
            if tag < 0:
                break
            at = self._tag(tag)
        lines.flush()
        return "\n".join(lines.done)[: limits.TEXT]

    def _tag(self, at: int) -> int:
        """Act on the tag that begins at `at`; return where the text goes on."""
        html = self.html
        after = html[at + 1 : at + 2]
        if after in "!?" and after:
            return self._declaration(at)
        closing = after == "/"
        match = _NAME.match(html, at + 1 + closing)
        if not match:
            if not self.hidden and not closing:
                self.lines.add("<")
            return at + 1 if not closing else self._beyond(at)
        name = match.group().lower()
        stop = self._beyond(at)
        if closing:
            self._close(name)
        else:
            raw = _RAW.get(name)
            if raw and html[stop - 2 : stop] != "/>" and name not in self.never_closed:
                end = raw.search(html, stop)
                return self._beyond(end.start()) if end else self._unclosed(name, stop)
            self._open(name, html[match.end() : min(stop, at + _LONGEST_TAG)])
        return stop

    def _declaration(self, at: int) -> int:
        if self.html.startswith("<!--", at):
            end = self.html.find("-->", at + 4)
            return len(self.html) if end < 0 else end + 3
        return self._beyond(at)

    def _unclosed(self, name: str, stop: int) -> int:
        """Return where text goes on behind an element that is left out and never ends."""
        self.never_closed.add(name)
        return len(self.html) if name in _HIDES_REST else stop

    def _beyond(self, at: int) -> int:
        """Return where the tag at `at` is over: behind its `>`, not counting one inside a quoted value."""
        end = self.html.find(">", at)
        for _ in range(4):
            if end < 0:
                return len(self.html)
            tag = self.html[at : min(end, at + _LONGEST_TAG)]
            if tag.count('"') % 2 == 0 or '="' not in tag:
                break
            further = self.html.find(">", end + 1, end + _LONGEST_TAG)
            if further < 0:
                break
            end = further
        return end + 1

    def _open(self, name: str, attributes: str) -> None:
        lines = self.lines
        if name == "br":
            if not self.hidden:
                lines.end()
            return
        if name == "p" and self.open.get("p"):
            self._close("p")
        if self.hidden:
            pass
        elif name in _BLOCKS:
            lines.flush()
            self._block(name, attributes)
        elif name in ("td", "th"):
            lines.add(" ")
        if (len(attributes) > 4 or name in _TELLING) and (mark := marks.of(name, attributes)):
            self._mark(name, mark)
        self.open[name] = self.open.get(name, 0) + 1

    def _block(self, name: str, attributes: str) -> None:
        if name == "p":
            if "MsoNormal" not in attributes:
                self.lines.gap()
        elif name == "li":
            if self.numbers and self.numbers[-1] >= 0:
                self.numbers[-1] += 1
                self.lines.add(f"{self.numbers[-1]}. ")
            else:
                self.lines.add("- ")
        elif name in _SPACED:
            self.lines.gap()
            if name in ("ul", "ol") and len(self.numbers) < limits.DEPTH:
                self.numbers.append(0 if name == "ol" else -1)
            self.lines.pre += name == "pre"

    def _close(self, name: str) -> None:
        if name in _BLOCKS:
            self.lines.flush()
        level = self.open.get(name, 0)
        if level:
            self.open[name] = level - 1
            if self.marked:
                self._unmark(name, level)
        if name in _SPACED:
            self._spaced(name)

    def _spaced(self, name: str) -> None:
        if name in ("ul", "ol") and self.numbers:
            self.numbers.pop()
        self.lines.pre = max(0, self.lines.pre - (name == "pre"))
        self.lines.gap()

    def _mark(self, name: str, mark: Mark) -> None:
        if self.hidden or (mark is Mark.HIDDEN and not self.hides):
            return
        self.lines.flush()
        if mark is Mark.SIGNATURE:
            if not self.lines.quoted:
                self.lines.signature()
        elif mark is Mark.QUOTED_ON:
            self.quoted_on = True
            self._apply()
        elif len(self.marked) < limits.HTML_DEPTH:
            self.marked.append((name, self.open.get(name, 0) + 1, mark))
            self._apply()

    def _unmark(self, name: str, level: int) -> None:
        """Close the marked element that this end tag closes, and what was left open inside it."""
        for index in range(len(self.marked) - 1, -1, -1):
            if self.marked[index][:2] == (name, level):
                self.lines.flush()
                del self.marked[index:]
                self._apply()
                return

    def _apply(self) -> None:
        self.hidden = bool(self.marked) and self.marked[-1][2] is Mark.HIDDEN
        self.lines.quoted = self.quoted_on or any(mark is Mark.QUOTED for _, _, mark in self.marked)
