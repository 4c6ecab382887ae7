"""Forms inside a platform: what they ask, what is checked at once, what is done with them."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.context import Answer, Context
from bot.texts import FluentTexts
from core import access, address
from core.errors import Refused
from core.ids import PodId
from core.messages import Field, Form, FormSent, Upload
from core.model import Pod, Role
from core.ports import Work, WorkState
from core.usecases import invite, upload
from core.usecases.desk import Words, World, ref_json, room_from

TEXTS = FluentTexts()


def _invite(language: str, context: str) -> Form:
    def say(key: str) -> str:
        return TEXTS.say(key, language)

    roles = tuple((r.value, say(f"role-{r.value}")) for r in Role)
    return Form(
        name="invite",
        title=say("form-invite-title"),
        submit=say("form-invite-submit"),
        context=context,
        fields=(
            Field("email", say("form-invite-email"), kind="email"),
            Field("name", say("form-invite-name"), optional=True),
            Field("role", say("form-invite-role"), "choice", roles, initial=Role.FAMILY.value),
        ),
    )


def _upload(language: str, context: str) -> Form:
    def say(key: str) -> str:
        return TEXTS.say(key, language)

    return Form(
        name="upload",
        title=say("form-upload-title"),
        submit=say("form-upload-submit"),
        context=context,
        text=say("form-upload-text"),
        fields=(
            Field("files", say("form-upload-files"), kind="file"),
            Field("note", say("form-upload-note"), optional=True),
        ),
    )


FORMS = {"invite": _invite, "upload": _upload}


async def offer(context: Context, form: str, pod: Pod) -> bool:
    """Where the platform has forms and the moment still allows it, one is opened."""
    platform = context.desk.world.platforms[context.event.place.room.platform]
    if not platform.capabilities.forms or not context.event.ticket:
        return False
    await context.desk.plan(
        "form",
        {
            "room": ref_json(context.event.place.room),
            "ticket": context.event.ticket,
            "form": form,
            "context": pod.id,
            "language": context.language,
        },
        pod=pod.id,
    )
    return True


async def open_form(world: World, work: Work) -> None:
    """The `form` work: worth seconds; too late, it is offered as words instead."""
    room = room_from(work.payload["room"])
    platform = world.platforms[room.platform]
    language = world.texts.best(str(work.payload["language"]))
    form = FORMS[str(work.payload["form"])](language, str(work.payload["context"]))
    opened = await platform.open_form(str(work.payload["ticket"]), form)
    note = "" if opened else "too late"
    await world.store.finish(work.id, WorkState.DONE, note=note)


def check(form: str, values: Mapping[str, str], language: str) -> Mapping[str, str]:
    """The port `FormCheck`: a sentence beside each field that needs mending."""
    if form != "invite":
        return {}
    try:
        address.parse_email(values.get("email", ""))
    except Refused as refusal:
        return {"email": TEXTS.say(refusal.words, language)}
    return {}


async def sent(context: Context, event: FormSent) -> Answer | None:
    """A filled-in form came back."""
    context.pod_named = PodId(event.context) if event.context else None
    if event.form == "invite":
        pod, member = await context.pod()
        email = address.parse_email(event.values.get("email", ""))
        role = Role(event.values.get("role") or Role.FAMILY.value)
        wish = invite.Wish(email=email, role=role, name=event.values.get("name", "")[:80])
        await invite.invite(context.desk, pod, member, wish)
        return Answer(Words("invite-sent", {"email": email, "role": invite.role_words(role)}))
    if event.form == "upload":
        pod, member = await context.pod()
        await context.desk.require(access.Action.UPLOAD, pod, member)
        as_upload = Upload(
            key=event.key,
            sender=event.sender,
            place=event.place,
            message=None,
            files=event.files,
            caption=event.values.get("note", ""),
        )
        await upload.take(context.desk, as_upload, pod, member)
    return None
