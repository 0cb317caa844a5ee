"""A digest, a dossier and the preview page as Chromium draws them, by day and by night, on a phone and on a desk.

One run of the browser gives a picture, whose first pixel is the page's ground, and the document, which a script of
the test's own has measured. To look at the pictures, set WANGLAI_PICTURES to a folder.
"""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import zlib
from pathlib import Path

import pytest

from outbox.dossier import dossier_page
from outbox.palette import DARK, LIGHT, Palette
from outbox.phrases import Phrases
from outbox.preview import preview_page
from outbox.render import render
from tests.outbox.cast import EMMA, LI_WEI, TODAY, digest_for
from tests.outbox.dossier_cast import soda
from tests.outbox.test_preview import preview

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
NIGHT = ("--blink-settings=preferredColorScheme=0",)
MEASURE = (
    "<script>document.title = [document.documentElement.scrollWidth - innerWidth, "
    "getComputedStyle(document.body).color].join(' ')</script>"
)

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium here to draw pages with")


def chromium(tmp_path: Path, page: Path, width: int, palette: Palette, *flags: str) -> str:
    night = NIGHT if palette is DARK else ()
    command = (
        CHROMIUM or "",
        *FLAGS,
        *night,
        f"--user-data-dir={tmp_path / 'profile'}",
        f"--window-size={width},2200",
        *flags,
        page.as_uri(),
    )
    run = subprocess.run(command, capture_output=True, timeout=60, check=True)  # noqa: S603 - our own page and flags
    return run.stdout.decode()


def first_pixel(picture: Path) -> str:
    """Return the colour of the top left pixel: no PNG filter changes the first bytes of the first line."""
    data, at, packed = picture.read_bytes(), 8, b""
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        packed += data[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += length + 12
    return "#" + zlib.decompress(packed)[1:4].hex()


def page_of(what: str) -> str:
    if what == "dossier":
        return dossier_page(soda(), Phrases("zh-CN"))
    if what == "preview":
        return preview_page(preview(), Phrases("zh-CN", timezone="Asia/Shanghai", today=TODAY))
    return render(digest_for(LI_WEI if what == "zh" else EMMA)).html


@pytest.mark.parametrize("what", ["zh", "en", "preview", "dossier"])
@pytest.mark.parametrize("width", [390, 1000], ids=["phone", "desk"])
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["day", "night"])
def test_a_page_is_drawn_in_its_colours_and_fits_its_width(
    tmp_path: Path, what: str, width: int, palette: Palette
) -> None:
    page = tmp_path / "page.html"
    source = page_of(what).replace("default-src 'none'", "script-src 'unsafe-inline'")
    page.write_text(source + MEASURE, encoding="utf-8")
    folder = Path(os.environ.get("WANGLAI_PICTURES") or tmp_path)
    picture = folder / f"{what}-{width}-{'night' if palette is DARK else 'day'}.png"
    document = chromium(tmp_path, page, width, palette, f"--screenshot={picture}", "--dump-dom")
    assert first_pixel(picture) == palette.paper
    title = document.partition("<title>")[2].partition("</title>")[0]
    overflow, _, colour = title.partition(" ")
    assert int(overflow) <= 0
    red, green, blue = (int(palette.ink[at : at + 2], 16) for at in (1, 3, 5))
    assert colour == f"rgb({red}, {green}, {blue})"
