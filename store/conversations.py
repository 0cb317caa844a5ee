"""Conversations: messages that share a ref, directly or through others, whatever order they come in.

`link` holds the conversation of every ref seen. A conversation's number means nothing; when two turn out to be one,
the links of the smaller are given the number of the larger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from store.session import Session

BEYOND = 1 << 64
"""Added to a conversation's number, to tell it from a ref, which has 64 bits."""
COUNTED = 1_000
"""Links counted to see which conversation is larger."""


class Joined:
    """Sets of refs and conversations that belong together (union-find)."""

    def __init__(self) -> None:
        self.parent: dict[int, int] = {}

    def root(self, node: int) -> int:
        """Return what stands for a node's set."""
        parent = self.parent
        if node not in parent:
            parent[node] = node
            return node
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    def unite(self, nodes: Iterable[int]) -> None:
        """Make all nodes one set."""
        roots = {self.root(node) for node in nodes}
        first = roots.pop()
        for other in roots:
            self.parent[other] = first


def join(session: Session, groups: Sequence[Sequence[int]]) -> None:
    """Store that the refs of each group belong together."""
    refs = {ref for group in groups for ref in group}
    known: dict[int, int] = dict(session.among("links", refs))
    joined = Joined()
    for group in groups:
        joined.unite(known[ref] + BEYOND if ref in known else ref for ref in group)
    together: dict[int, list[int]] = defaultdict(list)
    for conversation in set(known.values()):
        together[joined.root(conversation + BEYOND)].append(conversation)
    number: dict[int, int] = {}
    for root, conversations in together.items():
        number[root] = conversations[0] if len(conversations) == 1 else _merge(session, conversations)
    free = session.value("last_conversation") + 1
    links = []
    for ref in sorted(refs - known.keys()):
        root = joined.root(ref)
        if root not in number:
            number[root] = free
            free += 1
        links.append((ref, number[root]))
    session.many("put_link", links)


def _merge(session: Session, conversations: Iterable[int]) -> int:
    """Make several conversations the one of them that has most links."""
    sizes = {item: session.value("conversation_size", conversation=item, most=COUNTED) for item in conversations}
    largest = max(sizes, key=lambda item: (sizes[item], -item))
    session.many("relabel", ((largest, item) for item in sizes if item != largest))
    return largest
