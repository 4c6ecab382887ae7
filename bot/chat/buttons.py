"""What a press of each button does: one table, action by action."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.chat import (
    account,
    commands,
    emergency,
    language,
    overview,
    people,
    pictures,
    pods,
    rights,
    sharing,
)
from bot.chat.context import Answer, Context
from core.ids import PodId

Press = Callable[[Context, Mapping[str, str]], Awaitable[Answer | None]]


async def command(context: Context, arguments: Mapping[str, str]) -> Answer | None:
    """A command behind a button, of the pod that was asked for, or of none."""
    context.pod_named = PodId(arguments["pod"]) if arguments["pod"] else None
    context.rest = arguments["rest"]
    return await commands.BY_WORD[arguments["word"]].run(context)


ACTIONS: Mapping[str, Press] = {
    "add-account": account.add_account,
    "change-phone": account.change_phone,
    "come-back": account.come_back,
    "command": command,
    "consent": rights.press_consent,
    "emergency-right": emergency.right,
    "emergency-wrong": emergency.wrong,
    "erase": rights.press_erase,
    "export": rights.press_export,
    "full": pictures.full,
    "invite-again": people.invite_again,
    "invite-anew": people.invite_anew,
    "invite-cancel": people.invite_cancel,
    "language": language.chosen,
    "leave": people.press_leave,
    "link": pods.press_link,
    "look-held": sharing.look_held,
    "mode": pods.press_mode,
    "more-time": people.more_time,
    "not-me": people.not_me,
    "overview-nudge": overview.nudge,
    "overview-pod": overview.pod,
    "post-again": sharing.post_again,
    "post-there": sharing.post_there,
    "reject": sharing.reject,
    "release": sharing.release,
    "remove": people.press_remove,
    "remove-account": account.remove_account,
    "remove-app": account.remove_app,
    "share": sharing.share_images,
    "text-instead": account.text_instead,
    "turn-away": people.turn_away,
    "upload-pod": pictures.upload_pod,
    "view": pictures.look,
    "view-here": pictures.look_here,
    "viewer": pictures.viewer,
    "vouch": people.vouch,
    "withdraw": sharing.withdraw_images,
}
