"""What an app gets from a person's act: a trigger for a modal, and an address to answer to."""

from dataclasses import dataclass

from adapters.playground.slack.clock import Clock
from adapters.playground.slack.errors import ApiError
from adapters.playground.slack.ids import Ids
from adapters.playground.slack.settings import Timings

MOST_USES = 5


@dataclass
class Trigger:
    """Good for one modal, for three seconds. `view_id`: the modal in which the person acted."""

    user: str
    team_id: str
    made: float
    view_id: str | None = None
    used: bool = False


@dataclass
class ResponseUrl:
    """Good for five answers, for half an hour. `message_ts`: the message that was acted on."""

    user: str
    channel: str
    team_id: str
    made: float
    message_ts: str | None = None
    thread_ts: str | None = None
    uses: int = 0


class Triggers:
    """The triggers and addresses that were handed out."""

    def __init__(self, clock: Clock, ids: Ids, timings: Timings) -> None:
        self._clock = clock
        self._ids = ids
        self._timings = timings
        self._triggers: dict[str, Trigger] = {}
        self._urls: dict[str, ResponseUrl] = {}

    def trigger(self, user: str, team_id: str, view_id: str | None = None) -> str:
        """Return a new trigger id."""
        key = f"{self._ids.next('')}.{self._ids.next('')}.{self._ids.secret('trigger')}"
        self._triggers[key] = Trigger(user, team_id, self._clock.now(), view_id)
        return key

    def exchange(self, key: str, team_id: str) -> Trigger:
        """Use up a trigger. Raises ApiError if it is unknown, used or too old."""
        trigger = self._triggers.get(key)
        if trigger is None or trigger.team_id != team_id:
            raise ApiError("invalid_trigger_id")
        if trigger.used:
            raise ApiError("exchanged_trigger_id")
        if self._clock.now() - trigger.made > self._timings.trigger:
            raise ApiError("expired_trigger_id")
        trigger.used = True
        return trigger

    def response_url(self, url: ResponseUrl, kind: str) -> str:
        """Keep a new address and return its path."""
        key = self._ids.secret("response")
        self._urls[key] = url
        return f"/{kind}/{url.team_id}/{key}"

    def use_response_url(self, key: str) -> ResponseUrl:
        """Count one use of an address. Raises ApiError if it is unknown, old or used up."""
        url = self._urls.get(key)
        if url is None:
            raise ApiError("no_service", status=404)
        if self._clock.now() - url.made > self._timings.response_url:
            raise ApiError("expired_url", status=404)
        if url.uses >= MOST_USES:
            raise ApiError("used_url", status=404)
        url.uses += 1
        return url
