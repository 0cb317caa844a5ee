"""`format=flowed` (RFC 3676): soft line breaks joined again, so that a sentence is one line."""

from __future__ import annotations


def join(text: str, *, spaces_go: bool) -> str:
    """Return flowed text with its paragraphs on one line each; quoted ones keep one `>` a level.

    `spaces_go` is DelSp=yes: the space before a soft break is not part of the text (as in Chinese).
    """
    done: list[str] = []
    open_depth = -1
    pieces: list[str] = []
    for line in text.split("\n"):
        content = line.lstrip(">")
        depth = len(line) - len(content)
        content = content.removeprefix(" ")
        if open_depth >= 0 and (depth != open_depth or content == "-- "):
            done.append(_line(open_depth, pieces))
            pieces, open_depth = [], -1
        if content.endswith(" ") and content != "-- ":
            pieces.append(content[:-1] if spaces_go else content)
            open_depth = depth
            continue
        pieces.append(content)
        done.append(_line(depth, pieces))
        pieces, open_depth = [], -1
    if open_depth >= 0:
        done.append(_line(open_depth, pieces))
    return "\n".join(done)


def _line(depth: int, pieces: list[str]) -> str:
    text = "".join(pieces)
    if not depth:
        return text
    return ">" * min(depth, 20) + (" " + text if text else "")
