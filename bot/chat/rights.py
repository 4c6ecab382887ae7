"""What a patient, a family and a hospital may ask of us: consent, erasure, export."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.context import (
    Answer,
    Context,
)
from core import access
from core.errors import Refused
from core.messages import Style
from core.usecases import (
    consent,
    erase,
    export,
)
from core.usecases.desk import Words


async def consent_(context: Context) -> Answer:
    """`/consent no`, `/consent yes`"""
    pod, member = await context.pod()
    said = context.rest.strip().lower()
    if said == "no":
        return Answer(await consent.refuse(context.desk, pod, member))
    if said == "yes":
        return Answer(await consent.give(context.desk, pod, member))
    await context.desk.require(access.Action.CONSENT, pod, member)
    now = "yes" if await context.desk.consented(pod.id) else "no"
    buttons = [
        await context.desk.choice(
            f"button-consent-{answer}", "consent", {"answer": answer}, pod=pod.id,
            user=context.who.user,
        )
        for answer in ("no", "yes")
        if answer != now
    ]  # fmt: skip
    return Answer(Words(f"consent-is-{now}", {"pod": pod.name}), [buttons])


async def erase_(context: Context) -> Answer:
    """`/erase`: what will happen, the export first, one button."""
    pod, member = await context.pod()
    words, rows = await erase.ask(context.desk, pod, member, context.who.user)
    return Answer(words, rows)


async def export_(context: Context) -> Answer:
    """`/export`, `/export me`, `/export dicom`, `/export dicom dates`"""
    said = "-".join(context.rest.lower().split())
    if said == "me":
        return Answer(await export.of_me(context.desk, context.event, context.who))
    pod, member = await context.pod()
    files = export.Files(said) if said in list(export.Files) else export.Files.EVERYTHING
    try:
        words = await export.of_pod(context.desk, context.event, context.who, pod, member, files)
    except Refused as refusal:
        if refusal.words != "denied-lacks-privilege":
            raise
        raise Refused("export-me-instead", refusal.detail) from refusal
    return Answer(words)


async def press_consent(context: Context, arguments: Mapping[str, str]) -> Answer:
    pod, member = await context.pod()
    said = consent.give if arguments["answer"] == "yes" else consent.refuse
    return Answer(await said(context.desk, pod, member))


async def press_erase(context: Context, _arguments: Mapping[str, str]) -> Answer:
    pod, member = await context.pod()
    return Answer(await erase.begin(context.desk, pod, member, context.who.user))


async def press_export(context: Context, _arguments: Mapping[str, str]) -> Answer:
    """The button for the erasure stays below the answer."""
    pod, member = await context.pod()
    words = await export.of_pod(context.desk, context.event, context.who, pod, member)
    sure = await context.desk.choice(
        "button-erase", "erase", {}, pod=pod.id, user=context.who.user, life=erase.SURE_LIFE,
        style=Style.DANGER,
    )  # fmt: skip
    return Answer(words, [[sure]])
