"""A MIME tree as a flat list of leaves (RFC 2046), walked without recursion over offsets into the raw bytes.

Tolerates a missing, unknown or unclosed boundary. Attached messages are leaves: what they say was said before.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from dossier.mime import headers, limits, params
from dossier.mime.headers import Fields


class Refused(Exception):
    """The tree is too deep or has too many parts; the argument is the reason."""


class Leaf(NamedTuple):
    """A part that has no parts: where its body lies in the raw bytes and what its headers say."""

    kind: str
    params: params.Params
    disposition: str
    name: str
    encoding: str
    has_id: bool
    start: int
    end: int
    group: int
    """Which multipart/alternative it is an alternative of, counted from 1; 0: none."""


class _Node(NamedTuple):
    fields: Fields
    start: int
    end: int
    depth: int
    group: int


class _Walk:
    """The walk over one mail; counts what it meets against the limits."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.leaves: list[Leaf] = []
        self.parts = 0
        self.boundaries = 0
        self.groups = 0
        self.scanned = 0

    def run(self, root: _Node) -> list[Leaf]:
        stack = [root]
        while stack:
            node = stack.pop()
            self.parts += 1
            if self.parts > limits.PARTS:
                raise Refused("too-many-parts")
            kind, found = params.read(node.fields.get("content-type", "text/plain"))
            if kind.startswith("multipart/"):
                children = self._children(node, kind, found.get("boundary", ""))
                if children:
                    stack.extend(reversed(children))
                    continue
                kind = "text/plain"
            self.leaves.append(_leaf(node, kind, found))
        return self.leaves

    def _children(self, node: _Node, kind: str, boundary: str) -> list[_Node]:
        self.scanned += node.end - node.start
        if node.depth >= limits.DEPTH or self.scanned > limits.SCANNED:
            raise Refused("too-deep")
        spans = self._spans(boundary.rstrip().encode("latin-1", "replace"), node) if boundary else []
        if not spans and (other := self._unannounced(node)):
            spans = self._spans(other, node)
        group = node.group
        if kind == "multipart/alternative" and not group and spans:
            self.groups += 1
            group = self.groups
        default = {"content-type": "message/rfc822"} if kind == "multipart/digest" else {}
        nodes = []
        for start, end in spans:
            head = headers.read(self.raw, start, end, limits.PART_HEADERS)
            nodes.append(_Node(head.fields or default, head.body, end, node.depth + 1, group))
        return nodes

    def _spans(self, boundary: bytes, node: _Node) -> list[tuple[int, int]]:
        """Return where the parts between the lines `--boundary` lie; the last may lack its closing line."""
        spans: list[tuple[int, int]] = []
        begin = -1
        for at, following, closes in self._lines(b"--" + boundary, node):
            if begin >= 0:
                spans.append((begin, _without_line_end(self.raw, begin, at)))
            begin = -1 if closes else following
            if closes or len(spans) > limits.PARTS:
                break
        if 0 <= begin < node.end:
            spans.append((begin, node.end))
        return spans

    def _lines(self, mark: bytes, node: _Node) -> Iterator[tuple[int, int, bool]]:
        """Yield each boundary line: where it begins, where the next line does, and whether it is the closing one."""
        raw, end = self.raw, node.end
        line = b"\n" + mark
        at = node.start if raw.startswith(mark, node.start, end) else raw.find(line, node.start, end) + 1
        while at > 0:
            self.boundaries += 1
            if self.boundaries > limits.BOUNDARIES:
                raise Refused("too-many-parts")
            after = at + len(mark)
            longest = min(end, after + 1000)
            eol = raw.find(b"\n", after, longest)
            stop = longest if eol < 0 else eol
            rest = raw[after:stop].strip()
            if rest in (b"", b"--"):
                yield at, stop + 1, bool(rest)
            at = raw.find(line, stop, end) + 1

    def _unannounced(self, node: _Node) -> bytes:
        """Find the boundary of a multipart that does not name it (or names another): `--…` above a Content- field."""
        top = self.raw[node.start : min(node.end, node.start + 4096)]
        lines = top.split(b"\n", 100)
        for line, following in pairwise(lines):
            if line.startswith(b"--") and len(line) > 4 and following[:8].lower() == b"content-":
                return line.strip()[2:]
        return b""


def walk(raw: bytes, head: headers.Head) -> list[Leaf]:
    """Return the leaves of a mail in order. Raises Refused beyond `limits.PARTS` and `limits.DEPTH`."""
    return _Walk(raw).run(_Node(head.fields, head.body, len(raw), 0, 0))


def _without_line_end(raw: bytes, begin: int, at: int) -> int:
    """Return where a part ends whose boundary line begins at `at`: the line end before it belongs to the boundary."""
    end = at - 1
    if end > begin and raw[end - 1] == 13:
        end -= 1
    return max(begin, end)


def _leaf(node: _Node, kind: str, found: params.Params) -> Leaf:
    fields = node.fields
    disposition, name = "", ""
    if (
        "content-disposition" in fields
        or "name" in found
        or "name*" in found
        or "name*0*" in found
        or "name*0" in found
    ):
        disposition, more = params.read(fields.get("content-disposition", ""))
        name = params.filename(more, found)
    if "/" not in kind:
        kind = "text/plain"
    encoding = fields.get("content-transfer-encoding", "")
    has_id = "content-id" in fields
    return Leaf(kind, found, disposition, name, encoding, has_id, node.start, node.end, node.group)
