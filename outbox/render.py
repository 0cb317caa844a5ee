"""A digest as subject, preheader, text and HTML."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from outbox.digest import Digest
from outbox.palette import DARK, LIGHT
from outbox.phrases import Phrases
from outbox.view import view_of
from outbox.wording import text_of

if TYPE_CHECKING:
    from css_inline import CSSInliner
    from jinja2 import Environment


class Rendered(NamedTuple):
    """A digest ready for a mail or a file."""

    subject: str
    preheader: str
    text: str
    html: str
    lang: str


def phrases_for(digest: Digest) -> Phrases:
    """Return the sentences for a digest's reader: their language, their zone, and the digest's day as today."""
    return Phrases(digest.member.language, timezone=digest.member.timezone, today=digest.day)


def render(digest: Digest, phrases: Phrases | None = None) -> Rendered:
    """Render a digest for its member. Foreign text is only ever text in it: never a style, a link, a subject."""
    phrases = phrases or phrases_for(digest)
    view = view_of(digest, phrases)
    told = {"view": view, "colon": phrases.say("mark.colon")}
    html = environment().get_template("digest.html").render(told, light=LIGHT, dark=DARK)
    text = environment().get_template("digest.txt").render(told, plain=text_of)
    return Rendered(view.subject, view.preheader, text, _inliner().inline(html), view.lang)


@cache
def environment() -> Environment:
    """Return the templates of this room; what is not plain text is escaped, always."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined, select_autoescape  # noqa: PLC0415 - see below

    # 35 ms of import that only who renders pays for.
    return Environment(
        loader=FunctionLoader(lambda name: files("outbox").joinpath("templates", name).read_text(encoding="utf-8")),
        autoescape=select_autoescape(disabled_extensions=("txt",), default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@cache
def _inliner() -> CSSInliner:
    """Return what copies styles into their tags, because Gmail and Outlook drop the sheet; it never loads anything."""
    from css_inline import CSSInliner  # noqa: PLC0415 - the same

    return CSSInliner(load_remote_stylesheets=False, keep_style_tags=False)
