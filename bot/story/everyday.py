"""Every day: members send pictures from wherever they are, and each goes to both chats."""

from __future__ import annotations

from dataclasses import dataclass

from bot.story import pictures
from bot.story.cast import Character
from bot.story.samples import Sample
from bot.story.script import Chapter, Scene
from bot.story.seats import Seat
from bot.story.stage import Stage, Stopped

PLACES = (
    ("maria", "telegram", "room"),
    ("ida", "slack", "room"),
    ("ida", "slack", "form"),
    ("tomas", "telegram", "private"),
    ("paul", "slack", "private"),
)
NAMES = {
    "maria": "Maria Santos",
    "ida": "Dr. Ida Holm",
    "tomas": "Tomas Santos",
    "paul": "Dr. Paul Renner",
}
WHERE = {
    ("telegram", "room"): "the family's Telegram group",
    ("slack", "room"): "the team's Slack channel",
    ("slack", "form"): "a Slack form",
    ("telegram", "private"): "a private Telegram chat",
    ("slack", "private"): "a private Slack chat",
}


@dataclass(frozen=True, slots=True)
class Sending:
    """One member sends one file from one place."""

    sender: str
    platform: str
    place: str
    sample: Sample

    def who(self, stage: Stage) -> Character:
        found: Character = getattr(stage.cast, self.sender)
        return found

    def seats(self, stage: Stage) -> tuple[Seat, Seat]:
        """Where it is sent, and where its sender is answered alone."""
        who = self.who(stage)
        alone = stage.alone(who, self.platform)
        if self.place == "private":
            return alone, alone
        if self.platform == "telegram":
            return stage.in_family(who), alone
        return stage.in_team(who), alone

    async def ingest(self, stage: Stage) -> str:
        seat, alone = self.seats(stage)
        if self.place == "form":
            await stage.upload_by_form(self.who(stage), self.sample)
        else:
            await stage.upload(seat, self.sample, private=alone)
        numbers = ", ".join(f"#{i.number}" for i in stage.images[: pictures.ENOUGH_NAMED])
        return f"{self.sample.label} from {WHERE[self.platform, self.place]}: taken in as {numbers}"

    async def share(self, stage: Stage) -> str:
        told = await pictures.shared(stage)
        if self.platform == "slack" and self.place == "room":
            await stage.delete_own(self.who(stage))
        return told

    def chapter(self) -> Chapter:
        name, where = NAMES[self.sender], self.platform
        return Chapter(
            f"{name} sends one from {WHERE[self.platform, self.place]}",
            (
                Scene(1, name, where, f"{name} sends: {self.sample.label}.", self.ingest,
                      "private" if self.place == "private" else "room"),
                Scene(2, "Carepods", where, "It is decoded, and pictures are made.",
                      pictures.transcoded),
                Scene(3, "Carepods", where, "What the file says is kept.", pictures.metadata),
                Scene(7, "Ben and Nora", "slack", "Does it need a human look?", pictures.checked),
                Scene(8, name, where, "It is shared with both chats.", self.share, "room"),
            ),
        )  # fmt: skip


def refused_chapter(sending: Sending) -> Chapter:
    """A file that cannot become a picture: its sender is told kindly what to do."""

    async def act(stage: Stage) -> str:
        try:
            await sending.ingest(stage)
        except Stopped as told:
            return str(told)
        raise AssertionError("it was taken in after all")

    name = NAMES[sending.sender]
    caption = f"{name} sends something that is no picture."
    return Chapter(
        "Not everything is a picture", (Scene(0, name, sending.platform, caption, act, "room"),)
    )
