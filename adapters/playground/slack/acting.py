"""What people do that the app answers: commands, presses, shortcuts, modals, the home tab."""

import contextlib
from dataclasses import dataclass, field
from typing import Any

from adapters.playground.slack import viewing
from adapters.playground.slack.delivery import Answer
from adapters.playground.slack.errors import ApiError
from adapters.playground.slack.interactions import chosen, find
from adapters.playground.slack.model import Channel, Installation, Json, Message, User, View
from adapters.playground.slack.people import Files
from adapters.playground.slack.responding import answer as give_answer
from adapters.playground.slack.submitting import fill
from adapters.playground.slack.triggers import ResponseUrl
from adapters.playground.slack.watching import Watching
from adapters.playground.slack.world import ChannelLike, UserLike

NOT_RESPONDING = (
    "{command} failed because the app did not respond. "
    "Please try again or contact the app developer."
)
NOT_A_COMMAND = "{command} is not a valid command. In Slack, all messages that start with “/” are"
NOT_IN_THREADS = "{command} is not supported in threads. Sorry!"
PRESS_FAILED = "This app is not responding. Try again in a moment."
VIEW_FAILED = "We had some trouble connecting. Try again?"


@dataclass(frozen=True)
class Outcome:
    """What a person got for an act: messages new or changed since, and the modal now open.

    `problem` is Slack's sentence when the app did not acknowledge in time.
    """

    acknowledged: bool
    problem: str | None = None
    messages: list[Json] = field(default_factory=list)
    modal: Json | None = None


@dataclass(frozen=True)
class Submission:
    """What became of a modal: closed, or still there with errors beside fields, or the next one."""

    closed: bool
    errors: dict[str, str] = field(default_factory=dict)
    view: Json | None = None
    problem: str | None = None


class Acting(Watching):
    """Verbs that wait for the app's acknowledgement, three seconds at most."""

    async def slash(
        self,
        user: UserLike,
        channel: ChannelLike,
        command: str,
        text: str = "",
        thread_ts: str | None = None,
    ) -> Outcome:
        """Type a slash command. In threads there are none; the app hears nothing of it."""
        person, place = self.user(user), self.channel(channel)
        if thread_ts is not None:
            return Outcome(False, NOT_IN_THREADS.format(command=command))
        known = self.core.app.commands
        team = self.core.world.teams[person.team_id]
        if team.installation is None or (known is not None and command not in known):
            return Outcome(False, NOT_A_COMMAND.format(command=command))
        url = ResponseUrl(person.id, place.id, team.id, self.core.clock.now())
        before = self._snapshot(person, place)
        payload = self.payloads.command(person, place, command, text, url)
        got = await self.core.deliverer.ask("slash_commands", payload)
        if not got.acknowledged:
            return Outcome(False, NOT_RESPONDING.format(command=command))
        content = got.body if isinstance(got.body, dict) else {"text": str(got.body or "")}
        if content.get("text") or content.get("blocks"):
            try:
                give_answer(self.core, url, content)
            except ApiError as error:
                return Outcome(True, f"{command} failed with the error “{error.code}”")
        return self._outcome(got, None, person, place, before)

    async def press(
        self, user: UserLike, channel: ChannelLike, ts: str, button: str, value: Any = None
    ) -> Outcome:
        """Press a button of a message, or choose `value` in a menu; named by action id or words."""
        person, place = self.user(user), self.channel(channel)
        message = self._seen_message(person, place, ts)
        pressed = find(message.blocks, button)
        before = self._snapshot(person, place)
        payload = self.payloads.message_action(
            person, message, pressed, chosen(pressed[1], value), self._author(message)
        )
        got = await self.core.deliverer.ask("interactive", payload)
        return self._outcome(got, PRESS_FAILED, person, place, before)

    async def shortcut(
        self, user: UserLike, channel: ChannelLike, ts: str, callback_id: str
    ) -> Outcome:
        """Choose a message shortcut of the app."""
        person, place = self.user(user), self.channel(channel)
        message = self._seen_message(person, place, ts)
        before = self._snapshot(person, place)
        to = self._installation_for(person)
        payload = self.payloads.shortcut(person, message, callback_id, to)
        got = await self.core.deliverer.ask("interactive", payload)
        return self._outcome(got, PRESS_FAILED, person, place, before)

    async def global_shortcut(self, user: UserLike, callback_id: str) -> Outcome:
        """Choose a global shortcut of the app."""
        person = self.user(user)
        to = self._installation_for(person)
        payload = self.payloads.shortcut(person, None, callback_id, to)
        got = await self.core.deliverer.ask("interactive", payload)
        problem = None if got.acknowledged else PRESS_FAILED
        return Outcome(got.acknowledged, problem, modal=self.modal(person))

    async def open_home(self, user: UserLike, seconds: float = 5.0) -> Json | None:
        """Open the app's home tab. The first time, wait for the app to publish one."""
        person = self.user(user)
        key = (person.team_id, person.id)
        event: Json = {
            "type": "app_home_opened",
            "user": person.id,
            "channel": self.dm_channel(person).id,
            "tab": "home",
        }
        shown = self.home(person)
        self.core.events.in_team(person.team_id, {**event, "view": shown} if shown else event)
        with contextlib.suppress(TimeoutError):
            await self.core.feed.wait_for(lambda: self.core.world.homes.get(key), seconds)
        return self.home(person)

    async def press_home(self, user: UserLike, button: str, value: Any = None) -> Outcome:
        """Press a button of the home tab."""
        person = self.user(user)
        return await self._press_view(
            person, self.core.world.homes[person.team_id, person.id], button, value
        )

    async def press_modal(self, user: UserLike, button: str, value: Any = None) -> Outcome:
        """Press a button inside the open modal."""
        person = self.user(user)
        return await self._press_view(person, self._top(person), button, value)

    async def submit_view(
        self,
        user: UserLike,
        values: dict[str, Any] | None = None,
        files: dict[str, Files] | None = None,
    ) -> Submission:
        """Fill in the open modal and submit it.

        `values` and `files` go by action id or block id. What Slack itself refuses (a required
        field left empty, a file over 10 MB) comes back in `errors`, by block id, and the app
        hears nothing; so do the app's own errors.
        """
        person = self.user(user)
        view = self._top(person)
        state, errors = fill(self.core, person, view, values or {}, files or {})
        if errors:
            return Submission(False, errors, self.modal(person))
        to = self._installed(self.core.world.teams[view.team_id])
        payload = self.payloads.submission(person, view, state, to)
        got = await self.core.deliverer.ask("interactive", payload)
        if not got.acknowledged:
            return Submission(False, view=self.modal(person), problem=VIEW_FAILED)
        try:
            return self._after_submission(person, view, got.body, to)
        except ApiError:
            return Submission(False, view=self.modal(person), problem=VIEW_FAILED)

    async def close_view(self, user: UserLike, *, every: bool = False) -> None:
        """Close the open modal, or the whole stack of them."""
        person = self.user(user)
        view = self._top(person)
        stack = self.core.world.modals[person.id]
        if every or view.body.get("clear_on_close"):
            stack.clear()
        else:
            stack.pop()
        self.core.feed.tell("modal", user=person.id, view=None)
        if view.body.get("notify_on_close"):
            to = self._installed(self.core.world.teams[view.team_id])
            payload = self.payloads.closing(person, view, to, cleared=every)
            await self.core.deliverer.ask("interactive", payload)

    def _after_submission(
        self, person: User, view: View, body: Any, to: Installation
    ) -> Submission:
        stack = self.core.world.modals[person.id]
        content = body if isinstance(body, dict) else {}
        action = content.get("response_action")
        if action == "errors":
            errors = {str(key): str(value) for key, value in content.get("errors", {}).items()}
            inputs = {one["block_id"] for one in view.body["blocks"] if one["type"] == "input"}
            if not errors or not set(errors) <= inputs:
                raise ApiError("invalid_arguments")
            return Submission(False, errors, self.modal(person))
        if action in ("update", "push"):
            grant = self.core.world.grants[to.token]
            core, wanted = self.core, content.get("view")
            checked = viewing.checked_view(wanted, "modal", core.filing, grant, core.schemas)
            if action == "update":
                viewing.change(core.world, view, checked)
            else:
                viewing.show(core.world, checked, person.id, view.team_id, view)
            return Submission(False, view=self.modal(person))
        if action == "clear":
            stack.clear()
        elif view in stack:
            stack.remove(view)
        self.core.feed.tell("modal", user=person.id, view=None)
        return Submission(not stack, view=self.modal(person))

    async def _press_view(self, person: User, view: View, button: str, value: Any) -> Outcome:
        pressed = find(view.body["blocks"], button)
        to = self._installed(self.core.world.teams[view.team_id])
        picked = chosen(pressed[1], value)
        payload = self.payloads.view_action(person, view, pressed, picked, to)
        got = await self.core.deliverer.ask("interactive", payload)
        problem = None if got.acknowledged else PRESS_FAILED
        return Outcome(got.acknowledged, problem, modal=self.modal(person))

    def _outcome(
        self,
        got: Answer,
        problem: str | None,
        person: User,
        channel: Channel,
        before: dict[str, str | None],
    ) -> Outcome:
        changed: list[Message] = [
            message
            for message in self._on_screen(person, channel)
            if before.get(message.ts, "absent") != _version(message)
        ]
        shown = [self.picture(message) for message in changed]
        failed = None if got.acknowledged else problem
        return Outcome(got.acknowledged, failed, shown, self.modal(person))

    def _snapshot(self, person: User, channel: Channel) -> dict[str, str | None]:
        return {one.ts: _version(one) for one in self._on_screen(person, channel)}


def _version(message: Message) -> str:
    return f"{message.edited_ts} {message.text} {message.blocks}"
