"""Mail before a real SMTP server."""

import pytest

from adapters.notify.smtp import SmtpMailer
from core.errors import PlatformError
from core.ports import Mail
from tests.services.mail import mailbox
from tests.services.processes import free_port

LETTER = Mail(
    to="anna@example.org",
    subject="Ben würde dir gern Bilder zeigen",
    text="Guten Tag,\nhier ist dein Link.\n",
    html="<p>Guten Tag, hier ist dein <b>Link</b>.</p>",
    language="de",
)


async def test_a_mail_arrives_as_text_and_page_with_a_message_id_from_its_key() -> None:
    with mailbox() as box:
        mailer = SmtpMailer(box.url, "care@hospital.example")
        await mailer.check()
        await mailer.send(LETTER, key="mail:1")
        await mailer.send(LETTER, key="mail:1")
        await mailer.send(LETTER, key="mail:2")
    first, again, other = box.messages
    assert first["Message-ID"] == again["Message-ID"] != other["Message-ID"]
    assert "mail:1" not in first["Message-ID"]
    assert (first["To"], first["From"]) == ("anna@example.org", "care@hospital.example")
    assert first["Subject"] == LETTER.subject
    assert first["Auto-Submitted"] == "auto-generated"
    text, page = first.iter_parts()
    assert text.get_content().replace("\r\n", "\n") == LETTER.text
    assert "<b>Link</b>" in page.get_content()
    assert box.recipients == [["anna@example.org"]] * 3


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("to", "anna@example.org\r\nBcc: all@example.org"),
        ("to", "anna@example.org, ben@example.org"),
        ("to", "Anna <anna@example.org>"),
        ("to", "nobody"),
        ("subject", "Hello\r\nBcc: all@example.org"),
        ("subject", "Hello\n\n<script>"),
        ("language", "de\r\nX-Spam: no"),
    ],
)
async def test_nothing_slips_into_the_header(field: str, value: str) -> None:
    facts = {"to": LETTER.to, "subject": LETTER.subject, "text": LETTER.text, "language": "de"}
    with mailbox() as box:
        mailer = SmtpMailer(box.url, "care@hospital.example")
        with pytest.raises(PlatformError) as caught:
            await mailer.send(Mail(**(facts | {field: value})), key="k")
    assert (caught.value.permanent, caught.value.certain) == (True, True)
    assert box.messages == []
    assert "example" not in caught.value.detail


async def test_a_refused_address_is_permanent_and_not_named() -> None:
    with mailbox() as box:
        box.refused.add(LETTER.to)
        with pytest.raises(PlatformError) as caught:
            await SmtpMailer(box.url, "care@hospital.example").send(LETTER, key="k")
    assert (caught.value.permanent, caught.value.why, caught.value.certain) == (
        True,
        "refused",
        True,
    )
    assert "anna" not in caught.value.detail


async def test_a_server_that_is_away_is_tried_later() -> None:
    mailer = SmtpMailer(f"smtp://127.0.0.1:{free_port()}", "care@hospital.example")
    with pytest.raises(PlatformError) as caught:
        await mailer.send(LETTER, key="k")
    assert (caught.value.permanent, caught.value.certain) == (False, True)


@pytest.mark.parametrize("url", ["", "http://host", "smtp://", "mail.example"])
def test_an_address_that_is_none_is_told_at_once(url: str) -> None:
    with pytest.raises(ValueError, match="SMTP_URL"):
        SmtpMailer(url, "care@hospital.example")


async def test_the_sender_may_have_a_name() -> None:
    with mailbox() as box:
        await SmtpMailer(box.url, "Care team <care@hospital.example>").send(LETTER, key="k")
    (message,) = box.messages
    assert message["From"] == "Care team <care@hospital.example>"


@pytest.mark.parametrize(
    "sender", ["", "care", "a@b, c@d", "A\r\nBcc: x@y <care@hospital.example>"]
)
def test_a_sender_that_is_none_is_told_at_once(sender: str) -> None:
    with pytest.raises(ValueError, match="MAIL_FROM"):
        SmtpMailer("smtp://127.0.0.1", sender)
