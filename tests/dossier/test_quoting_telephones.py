"""Originals that telephones put below an answer, tags and all."""

from __future__ import annotations

from dossier.quoting import split


def test_an_original_wrapped_in_tags_is_cut():
    text = (
        "Fine with us\n\n<div>-------- Original message --------</div><div>From: Li Wei <li@us.example> </div>"
        "<div>Date:08/03/2016  20:05  (GMT+01:00) </div><div>To: wang@client.example </div>"
        "<div>Subject: Re: Layout </div><div>\n</div>Please check the layout.\n"
    )

    found = split(text)

    assert found.new == "Fine with us"
    assert "Please check" in found.quoted


def test_tags_somebody_writes_about_stay():
    text = "Put this at the top:\n<div>Welcome</div><div>Menu</div>"

    assert split(text).new == text
