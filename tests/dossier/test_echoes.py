"""Words that are not the writer's own."""

from __future__ import annotations

import inspect

import pytest

from dossier.echoes import is_said_to_another, salutation
from tests.story import ids, nudges

OURS = ("Li Wei", "li.wei", "Timothy White")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hi Anna,\nhow are you?", ("anna",)),
        ("Dear Mr Smith,", ("mr", "smith")),
        ("Hello everyone,", ()),
        ("Hi,", ()),
        ("How much is it?", ()),
        ("Hi can you send the quote, please", ()),
    ],
)
def test_a_salutation_names_whom_it_greets(text, names):
    assert salutation(text) == names


@pytest.mark.parametrize("text", ["Hi Li,", "Hi Wei,", "Hello Tim,", "Hi all,", "Can you help?", "李伟，你好"])
def test_what_is_said_to_us_or_to_everybody_is_ours(text):
    assert not is_said_to_another(text, OURS)


def test_what_is_said_to_somebody_else_is_not():
    assert is_said_to_another("Hi Darren,\nyou can edit the file.", OURS)


def test_without_a_name_of_ours_nothing_is_said_to_another():
    assert not is_said_to_another("Hi Darren,", ())


def test_our_own_words_come_back_without_any_mark(request):
    """A reply repeats our sentence below its own, with nothing to tell it from new text.

    Mon 2 Mar 10:00  Li -> Wang: Upload
        Please upload the three banners to the folder before noon.
    Mon 2 Mar 11:00  Wang -> Li: Re: Upload
        Done.
        Please upload the three banners to the folder before noon.
    """
    assert nudges("awaiting_reply", inspect.getdoc(request.function) or "") == []


def test_their_own_words_said_twice_are_still_an_ask(request):
    """They ask the same again.

    Mon 2 Mar 10:00  Wang -> Li: Quote
        Could you please send us the quote for the film?
    Mon 2 Mar 15:00  Wang -> Li: Re: Quote
        Could you please send us the quote for the film?
    """
    found = nudges("awaiting_reply", inspect.getdoc(request.function) or "")

    assert ids(found) == ["m1@story.example", "m2@story.example"]


def test_a_whole_mail_of_ours_copied_below_an_answer_is_not_theirs(request):
    """Only the beginning of our mail is kept; what stands further down in the copy is ours as well.

    Mon 2 Mar 10:00  Li -> Wang: Upload
        The folder for the spring banners is open as of this morning.
    Mon 2 Mar 11:00  Wang -> Li: Re: Upload
        Thanks, I will use it next week.
        The folder for the spring banners is open as of this morning.
        Please upload the three banners before noon.
    """
    assert nudges("awaiting_reply", inspect.getdoc(request.function) or "") == []
