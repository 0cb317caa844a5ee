"""`wanglai demo`: a made-up agency, its ninety days of mail, and what wanglai makes of them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click

from daemon.cli.output import progress
from daemon.cli.voice import language, phrases, told


@click.command(help=told("help.demo"))
@click.option("--lang", type=click.Choice(["zh-CN", "en"]), default=language(), help=told("help.demo.lang"))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("wanglai-demo"),
    show_default=True,
    help=told("help.demo.out"),
)
def demo(lang: str, out: Path) -> None:
    """Lay the world out, look at it, write what comes of it, and show one digest."""
    from connectors.book import read_book  # noqa: PLC0415 -- the heavy rooms come only when there is work
    from daemon.cli.looks import put_out, show  # noqa: PLC0415 -- the same
    from daemon.demo.house import connectors, lay_out  # noqa: PLC0415 -- the same
    from daemon.demo.world import world  # noqa: PLC0415 -- the same
    from daemon.parcels import parcels  # noqa: PLC0415 -- the same
    from daemon.tryout import desk, look, replay  # noqa: PLC0415 -- the same
    from dossier.book.rows import read_rows  # noqa: PLC0415 -- the same

    made_up = world(lang)
    lay_out(made_up, out)
    book = read_rows(read_book(out / "clients.csv").rows, agency=made_up.agency).clients
    with progress(told("cli.try.reading")) as heard:
        found = look(
            lambda parse: connectors(made_up, out, parse),
            made_up.agency,
            book,
            now=made_up.as_of,
            as_of=made_up.as_of,
            heard=heard,
        )
    yesterday = made_up.as_of - timedelta(days=1)
    settled = [one.nudge for one in replay(found, None) if one.settled_by and one.settled and one.settled >= yesterday]
    made = tuple(parcels(desk(found, settled)))
    page = put_out(found, made, out, phrases(lang))
    show(found, made[:1], phrases(lang), backtest=False, since=None)
    click.secho(told("cli.demo.page", path=str(page)), fg="green")
    found.store.close()
