"""Mail and text messages: words from the texts, sent once."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from bot.texts import is_right_to_left
from core.errors import PlatformError
from core.plain import one_line
from core.ports import Mail, Work, WorkState
from core.usecases.desk import World

PAGE = """<!doctype html>
<html lang="{language}" dir="{direction}"><body style="font:16px/1.5 system-ui,sans-serif;\
color:#1b2733;max-width:34em;margin:0 auto;padding:24px">
{paragraphs}
<p><a href="{link}" style="display:inline-block;background:#0b5cad;color:#fff;padding:12px 20px;\
border-radius:8px;text-decoration:none">{button}</a></p>
<p style="color:#5b6773">{link_text}</p>
</body></html>
"""


async def mail(world: World, work: Work) -> None:
    """The `mail` work. The Message-ID comes from the key, so a repeat is one mail."""
    payload = work.payload
    await world.mailer.send(compose(world, payload), key=work.key)
    await world.store.finish(work.id, WorkState.DONE)


def compose(world: World, payload: Mapping[str, object]) -> Mail:
    """The mail in the reader's language, as text and as a plain page."""
    language = world.texts.best(str(payload["language"]))
    template = str(payload["template"])
    given = payload["arguments"]
    arguments = dict(given) if isinstance(given, Mapping) else {}
    link = str(arguments.pop("link", ""))
    arguments = {k: one_line(v) if isinstance(v, str) else v for k, v in arguments.items()}

    def say(part: str) -> str:
        return world.texts.say(f"mail-{template}-{part}", language, arguments)

    body = say("body")
    paragraphs = "\n".join(f"<p>{escape(p)}</p>" for p in body.split("\n") if p.strip())
    return Mail(
        to=str(payload["to"]),
        subject=one_line(say("subject")),
        text=f"{body}\n\n{say('button')}:\n{link}\n",
        html=PAGE.format(
            language=language,
            direction="rtl" if is_right_to_left(language) else "ltr",
            paragraphs=paragraphs,
            link=escape(link),
            button=escape(say("button")),
            link_text=escape(link),
        ),
        language=language,
    )


async def text(world: World, work: Work) -> None:
    """The `text` work: names nobody. Perhaps sent is not sent again: a person can ask for that."""
    payload = work.payload
    if work.was_sending:
        await world.store.finish(work.id, WorkState.UNKNOWN, note="cut off while sending")
        return
    language = world.texts.best(str(payload["language"]))
    words = world.texts.say(str(payload["template"]), language, {"code": str(payload["code"])})
    await world.store.sending(work.id)
    try:
        await world.texter.send(str(payload["phone"]), words, key=work.key)
    except PlatformError as error:
        if error.certain:
            raise
        await world.store.finish(work.id, WorkState.UNKNOWN, note=error.detail)
        return
    await world.store.finish(work.id, WorkState.DONE)
