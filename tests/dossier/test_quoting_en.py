"""What clients in English and other languages put around an answer."""

from __future__ import annotations

import pytest

from dossier.quoting import split
from tests.dossier.told import told


@told
def test_outlook_writes_a_block_of_fields() -> None:
    """Outlook for the desk.

    n| Works for us. Could you confirm the date?
    n|
    s| Best regards,
    s| Bob Li
    s| Account Director
    q|
    q| From: Ann Lee <ann@client.example>
    q| Sent: Friday, November 20, 2026 10:00 AM
    q| To: Bob Li <bob@agency.example>
    q| Cc: Carl; Dora
    q| Subject: RE: Launch
    q|
    q| Is the 5th fine?
    """


@told
def test_outlook_folds_a_long_list_of_recipients() -> None:
    """A head whose list of recipients takes several lines.

    n| See below.
    q| From: Ann Lee [mailto:ann@client.example]
    q| Sent: Friday, November 20, 2026 10:00 AM
    q| To: Bob Li <bob@agency.example>; Carl Roe <carl@agency.example>;
    q| Dora Fox <dora@agency.example>; Eve Poe <eve@agency.example>
    q| Subject: Launch of the
    q| spring campaign
    q| Importance: High
    q|
    q| Text.
    """


@told
def test_outlook_on_the_web_draws_a_line() -> None:
    """Outlook on the web, with bold field names of a text part.

    n| Thanks, looks fine.
    q|
    q|  ------------------------------
    q| *From:* Ann Lee <ann@client.example>
    q| *Sent:* Friday, November 20, 2026 10:00 AM
    q| *To:* Bob Li <bob@agency.example>
    q| *Subject:* Draft
    q|
    q| Draft attached.
    """


@told
def test_outlook_on_a_telephone_names_itself() -> None:
    """Outlook for iOS.

    n| Will call you at five.
    s|
    s| Get Outlook for iOS<https://aka.example/ios>
    q| ________________________________
    q| From: Ann Lee <ann@client.example>
    q| Sent: Friday, November 20, 2026 10:00:00 AM
    q| To: Bob Li <bob@agency.example>
    q| Subject: Call
    q|
    q| When can we talk?
    """


@told
def test_original_message_between_dashes() -> None:
    """Outlook Express and its heirs.

    n| Done.
    q|  -----Original Message-----
    q| From: 	Lee, Ann
    q| Sent:	Friday, November 20, 2026 10:00 AM
    q| To:	Li, Bob
    q| Subject:	Banner
    q|
    q| Please change the banner.
    """


@told
def test_answers_between_marked_lines_below_original_message_stay_new() -> None:
    """Dashes and a head, then marks: the marks tell what is quoted.

    q| ----- Original Message -----
    q| From: Ann Lee <ann@client.example>
    q| To: Bob Li <bob@agency.example>
    q| Sent: Friday, November 20, 2026 10:00 AM
    q| Subject: Two questions
    q|
    q| > When is the shoot?
    n|
    n| On Monday.
    n|
    q| > Who pays?
    n|
    n| We do.
    """


@told
def test_gmail_breaks_its_introduction_over_lines() -> None:
    """Gmail wraps at seventy-two characters.

    n| Sounds good.
    q|
    q| On Fri, Nov 20, 2026 at 10:00 AM Ann Lee from Some Very Long Department <
    q| ann@client.example>
    q| wrote:
    q|
    q| > Shall we?
    """


@told
def test_answers_between_quoted_lines_stay_new() -> None:
    """Interleaved answers, at any depth, with the farewell below.

    n| Hi Ann,
    q| On Nov 20, 2026, at 10:00, Ann Lee <ann@client.example> wrote:
    q| > Is the budget fixed?
    n| Yes, it is.
    q| >> And the dates?
    q| > I asked twice.
    n| We are free all week.
    s|
    s| Regards,
    s| Bob
    """


@told
def test_apple_forwards_with_a_sentence() -> None:
    """Apple Mail.

    n| FYI
    q|
    q| Begin forwarded message:
    q|
    q| From: Ann Lee <ann@client.example>
    q| Subject: Numbers
    q| Date: November 20, 2026 at 10:00:00 GMT+8
    q| To: Bob Li <bob@agency.example>
    q|
    q| Numbers attached.
    """


@told
def test_gmail_forwards_between_dashes() -> None:
    """Gmail.

    n| What do you think?
    q| ---------- Forwarded message ---------
    q| From: Ann Lee <ann@client.example>
    q| Date: Fri, Nov 20, 2026 at 10:00 AM
    q| Subject: Numbers
    q| To: <bob@agency.example>
    q|
    q| Numbers attached.
    """


@told
def test_notes_writes_a_name_and_a_date() -> None:
    """Lotus Notes.

    n| Let us ask legal.
    q|
    q| Ann Lee@CLIENT
    q| 11/20/2026 10:00 AM
    q| To: Bob Li/AGENCY@AGENCY
    q| cc:
    q| Subject: Clause 4
    q|
    q| Can we strike clause 4?
    """


@told
def test_notes_forwards_by_somebody() -> None:
    """Notes, forwarding, the dashes broken over two lines.

    n| Any thoughts?
    q| ---------------------- Forwarded by Bob Li/AGENCY on 11/20/2026
    q| 10:49 AM ---------------------------
    q|
    q| Ann Lee on 11/19/2026 04:36:35 PM
    q| To: Bob Li/AGENCY@AGENCY
    q| cc: Carl Roe@AGENCY
    q| Subject: Re: Project
    q|
    q| We are finalizing the deal.
    """


@told
def test_yahoo_introduces_with_commas() -> None:
    """Yahoo.

    n| Fine by me.
    q| On Friday, November 20, 2026, 10:00:00 AM GMT+8, Ann Lee <ann@client.example> wrote:
    q|
    q| Shall we use the blue one?
    """


@told
def test_samsung_writes_original_message() -> None:
    """A telephone's own mail program.

    n| ok
    s| Sent from my Galaxy
    q| -------- Original message --------
    q| From: Ann Lee <ann@client.example>
    q| Date: 11/20/26 10:00 (GMT+08:00)
    q| To: Bob Li <bob@agency.example>
    q| Subject: Stand
    q|
    q| Is the stand ready?
    """


@told
def test_lark_in_english() -> None:
    """Lark.

    n| Approved.
    q| From: "Ann Lee"<ann@client.example>
    q| Date: Fri, Nov 20, 2026, 10:00
    q| Subject: Artwork
    q| To: "Bob Li"<bob@agency.example>
    q| Please approve.
    """


@told
def test_zoho_puts_dashes_around() -> None:
    """Zoho.

    n| Yes.
    q| ---- On Fri, 20 Nov 2026 10:00:00 +0800 Ann Lee <ann@client.example> wrote ----
    q|
    q| Is it final?
    """


@told
def test_groupwise_and_sentences_that_only_begin_with_on() -> None:
    """`On` begins many sentences, and few introductions.

    n| On the one hand I agree.
    n| On your side, could you check these:
    n|
    n|   the logo
    n|
    n| On Monday we decide.
    q| On 20 Nov 2026, at 2:47, Ann Lee wrote:
    q| > One more thing.
    """


def test_an_introduction_on_the_answer_s_own_line_is_cut_off() -> None:
    got = split("Agreed On Fri, Nov 20, 2026 at 10:00 AM, ann@client.example wrote:\n> Deal?")
    assert (got.new, got.quoted) == ("Agreed", "On Fri, Nov 20, 2026 at 10:00 AM, ann@client.example wrote:\n> Deal?")


@told
def test_a_travel_plan_is_not_a_head() -> None:
    """From, To and Date of a journey.

    n| Your flights:
    n| From: Beijing
    n| To: Shanghai
    n| Date: 3 May 10:00
    n| Please check in early.
    """


@told
def test_a_day_and_an_addressee_are_not_a_head() -> None:
    """Without an hour the date is not a mail's.

    n| Delivery details:
    n| Date: 3 May
    n| To: bob@agency.example
    n| Please confirm.
    """


@told
def test_a_folded_list_of_recipients_alone_makes_no_end_of_a_head() -> None:
    """The subject comes after the fold.

    n| See below.
    q| From: Ann Lee
    q| To: Bob Li <bob@agency.example>;
    q|  Carl Roe <carl@agency.example>
    q| Subject: Launch
    q|
    q| Text.
    """


@told
def test_reporting_what_somebody_wrote_is_text() -> None:
    """Neither a date, nor an address, nor a mark below.

    n| Ann wrote:
    n|
    n| we should wait for legal.
    """


@told
def test_horde_says_whom_it_quotes() -> None:
    """An introduction without verb or date.

    n| Right.
    q| Quoting Ann Lee <ann@client.example>:
    q|
    q| > Shall we wait?
    """


@told
def test_a_link_that_ends_on_the_next_line_is_no_quotation() -> None:
    """A closing bracket at the beginning of a line.

    n| Please see <https://files.example/a/very/long/path
    n| > and tell me what you think.
    """


@told
def test_arrows_are_no_quotation() -> None:
    """An advertisement's arrows.

    n| Visit us:
    n| >>> >>> https://shop.example <<<
    n| See you.
    """


@told
def test_from_at_the_beginning_of_a_line_is_masked_in_a_mailbox() -> None:
    """An mbox file masks `From` with a mark that is no quotation.

    n| Here is the plan.
    n| >From Monday on we shoot.
    n| Then we cut.
    """


@told
def test_a_quoted_line_broken_on_the_way_stays_quoted() -> None:
    """A server broke a long quoted line, and its end lost the mark.

    n| Yes.
    q| On Nov 20, 2026, at 10:00, Ann Lee wrote:
    q| > We would like to know whether the campaign may begin a week earlier than
    q| planned with you
    q| > because the fair moved.
    """


@pytest.mark.parametrize(
    "introduction",
    [
        "Am 20.11.2026 um 10:00 schrieb Ann Lee <ann@client.example>:",
        "Le 20 nov. 2026 à 10:00, Ann Lee <ann@client.example> a écrit :",
        "El 20/11/2026 10:00, Ann Lee escribió:",
        "El vie, 20 nov 2026 a las 10:00, Ann Lee (<ann@client.example>) escribió:",
        "Il giorno ven 20 nov 2026 alle ore 10:00 Ann Lee <ann@client.example> ha scritto:",
        "Em sex., 20 de nov. de 2026 às 10:00, Ann Lee <ann@client.example> escreveu:",
        "Op vr 20 nov. 2026 om 10:00 schreef Ann Lee <ann@client.example>:",
        "Den 20 november 2026 10:00 skrev Ann Lee <ann@client.example>:",
        "W dniu 20.11.2026 o 10:00, Ann Lee pisze:",
        "пт, 20 нояб. 2026 г. в 10:00, Ann Lee <ann@client.example>:",
        "20.11.2026 10:00, Ann Lee пишет:",
        "2026年11月20日(金) 10:00 田中太郎 <tanaka@client.example>:",
        "2026年11月20日 10:00、田中太郎 <tanaka@client.example> のメール:",
        "2026년 11월 20일 (금) 오전 10:00, 홍길동 <hong@client.example>님이 작성:",
        "Vào 10:00, 20 thg 11, 2026, Ann Lee <ann@client.example> đã viết:",
        "2026-11-20 10:00 GMT+08:00 Ann Lee <ann@client.example>:",
    ],
)
@pytest.mark.parametrize("quoted", ["> old text", "old text\n\nmore of it"])
def test_introductions_in_other_languages_are_known(introduction: str, quoted: str) -> None:
    got = split(f"OK\n\n{introduction}\n\n{quoted}")
    assert got == ("OK", f"{introduction}\n{got.quoted.partition(chr(10))[2]}", "")
    assert got.quoted.endswith(quoted)


@pytest.mark.parametrize(
    "head",
    [
        "Von: Ann Lee\nGesendet: Freitag, 20. November 2026 10:00\nAn: Bob\nBetreff: AW: Plan",
        "De : Ann Lee\nEnvoyé : vendredi 20 novembre 2026 10:00\nÀ : Bob\nObjet : RE: Plan",
        "De: Ann Lee\nEnviado el: viernes, 20 de noviembre de 2026 10:00\nPara: Bob\nAsunto: RE: Plan",
        "Da: Ann Lee\nInviato: venerdì 20 novembre 2026 10:00\nA: Bob\nOggetto: R: Plan",
        "Van: Ann Lee\nVerzonden: vrijdag 20 november 2026 10:00\nAan: Bob\nOnderwerp: RE: Plan",
        "Från: Ann Lee\nSkickat: den 20 november 2026 10:00\nTill: Bob\nÄmne: SV: Plan",
        "От: Ann Lee\nОтправлено: 20 ноября 2026 г. 10:00\nКому: Bob\nТема: RE: Plan",
        "差出人: 田中\n送信日時: 2026年11月20日 10:00\n宛先: Bob\n件名: RE: Plan",
        "보낸 사람: 홍길동\n보낸 날짜: 2026년 11월 20일 10:00\n받는 사람: Bob\n제목: RE: Plan",
        "寄件者: 王芳\n寄件日期: 2026年11月20日 上午 10:00\n收件者: Bob\n主旨: RE: Plan",
    ],
)
def test_heads_in_other_languages_are_known(head: str) -> None:
    assert split(f"OK\n\n{head}\n\nold text") == ("OK", f"{head}\n\nold text", "")
