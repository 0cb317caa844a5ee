"""A sentence in the light of the rest of the mail."""

from __future__ import annotations

import pytest

from dossier.model import MessageKind, SignalKind
from dossier.reading import asks


def test_a_problem_that_the_same_mail_calls_solved_asks_nothing(signals):
    """Wang: the upload failed this morning, it works again now."""
    assert asks(signals("The upload failed this morning. I can't say why, but it works again now. Thanks")) is None
    assert asks(signals("早上后台打不开。现在已经恢复正常了，谢谢。")) is None


def test_a_question_stays_although_a_problem_is_solved(signals):
    assert asks(signals("It works again now. What was the reason?")).kind is SignalKind.QUESTION


def test_a_problem_that_is_not_solved_asks(signals):
    assert asks(signals("The problem is still not solved."))
    assert asks(signals("问题还没有解决。"))


def test_a_question_that_the_writer_answers_asks_nothing(signals):
    assert asks(signals("Why two versions? Because the sizes differ.")) is None
    assert asks(signals("为什么要两版？因为尺寸不同。")) is None


def test_what_need_not_be_done_is_not_asked_for(signals):
    assert asks(signals("No need to send the files again.")) is None
    assert asks(signals("不需要再提供发票了。")) is None


def test_taking_back_takes_back_what_else_the_sentence_says(signals):
    assert asks(signals("Please ignore my question when the film starts.")) is None
    assert asks(signals("Never mind what time we meet.")) is None


def test_no_rush_does_not_take_back_what_is_asked(signals):
    assert asks(signals("No rush, but could you send the logo?"))
    assert asks(signals("不急，麻烦有空发一下logo。"))


def test_a_request_with_a_question_mark_is_one_thing(kinds):
    assert kinds("Could you send the floor plan?") == ["request"]
    assert kinds("能否发一下平面图？") == ["request"]


def test_a_question_behind_a_name_needs_no_mark_and_a_clause_of_relation_is_none(kinds):
    assert "question" in kinds("Anna, what is the status of the film")
    assert "question" not in kinds("The film runs in the foyer of the new museum, which is open on Sundays.")


def test_a_hypothetical_problem_is_none(signals):
    assert asks(signals("If it doesn't work we will use the old one.")) is None


def test_the_polite_form_in_a_sentence_does_not_hide_the_request_in_it(signals):
    assert asks(signals("If you have any questions let me know, and please send the invoice."))
    assert asks(signals("请查收附件，并尽快确认。"))


def test_thanks_at_the_end_of_a_mail_is_no_closing(kinds):
    assert "closing" not in kinds("The poster hangs in the wrong station.\n\nThanks\nPeter")
    assert "closing" in kinds("Thanks!\nPeter")


def test_a_mail_without_words_is_read_by_its_subject(signals):
    """Somebody writes everything into the subject line."""
    ask = asks(signals("", subject="Could you send the invoice?"))

    assert (ask.kind, ask.quote, ask.start, ask.end) == (SignalKind.REQUEST, "", 0, 0)
    assert asks(signals("Thanks, Peter", subject="麻烦发一下发票"))


@pytest.mark.parametrize("subject", ["Re: Could you send the invoice?", "回复：麻烦发一下发票", "FW: help"])
def test_the_subject_of_an_answer_is_an_old_one(signals, subject):
    assert not signals("", subject=subject)


def test_a_mail_with_words_is_not_read_by_its_subject(signals):
    assert asks(signals("The files are in the folder.", subject="Could you send the files?")) is None


@pytest.mark.parametrize("kind", [MessageKind.BULK, MessageKind.LIST, MessageKind.AUTOMATIC, MessageKind.BOUNCE])
def test_machines_say_nothing(signals, kind):
    assert signals("Please confirm your address. Can you help us?", kind=kind) == ()


def test_lines_of_a_quotation_that_was_left_in_are_not_read(signals):
    assert asks(signals("> Could you send the file?\nIt is in the folder.")) is None


def test_wrapped_lines_are_one_sentence_and_list_items_are_several(signals):
    wrapped = "Could you tell me by what date the posters for the\nMunich office are printed?"
    items = "Still open:\n1. please send the logo\n2. please sign the contract"

    assert {signal.quote for signal in signals(wrapped)} == {wrapped}
    assert [signal.quote for signal in signals(items)] == ["please send the logo", "please sign the contract"]


def test_every_other_line_empty_is_still_one_sentence(signals):
    text = "Could you send me the list of the stations where\n\nthe posters will hang\n\nfrom Monday on?"

    assert text in {signal.quote for signal in signals(text)}
