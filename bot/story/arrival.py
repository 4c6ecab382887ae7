"""The main job: somebody outside brings a picture, is let in, and the picture is shared."""

from __future__ import annotations

from dataclasses import dataclass

from bot.story import pictures
from bot.story.books import until
from bot.story.cast import Character
from bot.story.samples import Sample
from bot.story.script import Chapter, Scene
from bot.story.seats import Marker, Seat, TelegramSeat
from bot.story.stage import Stage, wire_file
from bot.story.visitor import visitor
from core.model import PRESETS, Role


@dataclass(frozen=True, slots=True)
class Arrival:
    """Who comes, whom they ask for, as what, and where the code is typed: `page` or `chat`."""

    newcomer: str
    recipient: str
    role: Role
    platform: str
    code_in: str
    sample: Sample

    def who(self, stage: Stage) -> Character:
        found: Character = getattr(stage.cast, self.newcomer)
        return found

    def member(self, stage: Stage) -> Character:
        found: Character = getattr(stage.cast, self.recipient)
        return found

    def seat(self, stage: Stage) -> Seat:
        return stage.alone(self.who(stage), self.platform)

    # ── 1 ───────────────────────────────────────────────────────────────────────────────────────

    async def look_first(self, stage: Stage) -> str:
        """A stranger asks for the pictures, and gets nothing."""
        seat = self.seat(stage)
        if isinstance(seat, TelegramSeat):
            before = Marker(seat)
            await seat.start()
            await before.answer()
        before = Marker(seat)
        await seat.command("images")
        answer = await before.answer()
        stage.refused(seat.who, "asks for the pictures before being let in", answer.text)
        return answer.text

    async def knock(self, stage: Stage) -> str:
        seat = self.seat(stage)
        before = Marker(seat)
        await seat.send([wire_file(self.sample)])
        await before.answer()
        for address in (self.member(stage).email, self.who(stage).email):
            before = Marker(seat)
            await seat.say(address)
            answer = await before.answer()
        return f"{self.sample.label}: sealed, not opened. {answer.text}"

    # ── 4 ───────────────────────────────────────────────────────────────────────────────────────

    async def vouch(self, stage: Stage) -> str:
        seat = stage.alone(self.member(stage), "")
        label = stage.words("button-vouch", role=stage.words(f"role-{self.role.value}"))
        email = self.who(stage).email
        question = await seat.wait(lambda s: label in s.buttons and email in s.text)
        letters = len(stage.parts.letterbox.letters)
        await seat.press(question.ref, label)
        await stage.mailed_link(self.who(stage), letters)
        again = await seat.press_used(question.ref, label)
        if again:
            stage.refused(seat.who, "presses a used button again", again)
        return f"{self.member(stage).name} vouches for {self.who(stage).name}; a link is mailed."

    # ── 5 ───────────────────────────────────────────────────────────────────────────────────────

    async def authenticate(self, stage: Stage) -> str:
        who = self.who(stage)
        async with visitor(stage.show) as browser:
            page, code = await stage.name_phone(browser, who)
            wrong = f"{(int(code) + 1) % 1_000_000:06d}"
            if self.code_in == "page":
                page = await browser.submit(page.form("code"), code=wrong)
                stage.refused(who.name, "types a wrong code", page.trouble)
                page = await browser.submit(page.form("code"), code=code)
                await stage.bind(who, page)
            else:
                seat = self.seat(stage)
                for typed in (wrong, code):
                    before = Marker(seat)
                    await seat.say(typed)
                    answer = await before.answer()
                    if typed == wrong:
                        stage.refused(who.name, "types a wrong code", answer.text)
        await stage.is_member(who)
        async with visitor() as browser:
            used = await browser.open(stage.link)
            stage.refused(who.name, "opens the mailed link a second time", used.sentence)
        last = (
            "typed the code on the page, and opened the chat from there"
            if self.code_in == "page"
            else "and typed the code in the chat"
        )
        return f"{who.name} opened the mailed link, named a phone, {last}. The account is bound."

    # ── 6, 7 ────────────────────────────────────────────────────────────────────────────────────

    async def privileges(self, stage: Stage) -> str:
        held = await stage.is_member(self.who(stage))
        inviter = await stage.is_member(self.member(stage))
        preset = {p.value for p in PRESETS[self.role]}
        if held != preset & inviter:
            raise AssertionError(f"{self.role.value} got {sorted(held)}")
        return f"As {self.role.value}: {', '.join(sorted(held))}. Nothing that the inviter lacks."

    async def accept(self, stage: Stage) -> str:
        known = max((i.number for i in stage.all_images), default=0)
        accepted = stage.words("knock-accepted")
        told = await self.seat(stage).wait(
            lambda s: accepted in s.text or stage.is_refusal(s.text) or s.pictures > 0
        )

        async def arrived() -> bool:
            stage.images = await stage.books.after(known)
            return bool(stage.images) or stage.is_refusal(told.text)

        await until(arrived)
        if not stage.images:
            raise AssertionError(told.text)
        stage.all_images += stage.images
        return accepted

    def chapter(self, title: str) -> Chapter:
        names = {
            "tomas": "Tomas Santos", "paul": "Dr. Paul Renner",
            "maria": "Maria Santos", "ida": "Dr. Ida Holm",
        }  # fmt: skip
        new, old = names[self.newcomer], names[self.recipient]
        where = self.platform
        theirs = "slack" if self.recipient == "ida" else "telegram"
        return Chapter(
            title,
            (
                Scene(1, new, where, f"{new} is not in the pod, and sees nothing.",
                      self.look_first),
                Scene(1, new, where, f"{new} brings a picture for {old}. It stays sealed.",
                      self.knock),
                Scene(4, old, theirs, f"{old} is asked, and vouches.", self.vouch),
                Scene(5, new, where, f"{new} opens the mail, names a phone, types the code.",
                      self.authenticate),
                Scene(6, "Carepods", where, "Privileges, as the request named them.",
                      self.privileges),
                Scene(7, "Carepods", where, "The picture is accepted by those privileges.",
                      self.accept),
                Scene(2, "Carepods", where, "A process apart decodes it and makes pictures.",
                      pictures.transcoded),
                Scene(3, "Carepods", where, "What the file says is kept, sealed.",
                      pictures.metadata),
                Scene(7, "Ben and Nora", "slack", "Does it need a human look?", pictures.checked),
                Scene(8, new, where, "It is shared: one plan per chat.", pictures.shared, "room"),
            ),
        )  # fmt: skip
