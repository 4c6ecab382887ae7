"""`carepods demo`: the main job in the terminal, on samples or on any files."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.status import Status
from rich.table import Table

from bot.playground import playground
from bot.story import record as records
from bot.story import samples, telling
from bot.story.samples import Sample
from bot.story.script import STEPS, Chapter, Scene
from bot.story.stage import Stage
from bot.story.timeline import Timeline

NO_PICTURE = (
    "None of these files could become a picture, so there is nothing to tell. "
    "Try a photo, a scan or a hospital file."
)


async def run(files: list[Path], out: Path, console: Console | None = None) -> int:
    """0 when all eight steps happened; 1 when not; 2 when files or folder cannot be used."""
    console = console or Console(highlight=False)
    try:
        given = await asyncio.to_thread(_read, files)
        await asyncio.to_thread(out.mkdir, parents=True, exist_ok=True)
        await asyncio.to_thread(_try_writing, out)
    except OSError as error:
        console.print(_sentence(error, out), style="red")
        return 2
    if files and not given:
        console.print("There is no file in there. Please name the files to show.", style="red")
        return 2
    with console.status("Starting two chat platforms, a mail server and a phone…") as status:
        async with contextlib.AsyncExitStack() as stack:
            parts = await stack.enter_async_context(playground())
            given = given or list(await asyncio.to_thread(samples.bundled))
            stage = await telling.prepare(parts, given)
            return await _tell(console, status, stage, out)


def _read(files: Sequence[Path]) -> list[Sample]:
    """The files' bytes; a folder stands for all that is in it. Labels name no file: names tell."""
    paths = []
    for path in files:
        paths += sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    return [
        Sample(path.name, f"file {number} of {len(paths)}", path.read_bytes())
        for number, path in enumerate(paths, start=1)
    ]


def _try_writing(out: Path) -> None:
    """Known before the work, not after it."""
    probe = out / ".carepods"
    probe.write_bytes(b"")
    probe.unlink()


def _sentence(error: OSError, out: Path) -> str:
    if error.filename is not None and str(error.filename).startswith(str(out)):
        return (
            f"I cannot write into {escape(str(out))} ({error.strerror}). "
            "Please name another folder with --out."
        )
    return f"I cannot read {escape(str(error.filename))} ({error.strerror})."


async def _tell(console: Console, status: Status, stage: Stage, out: Path) -> int:
    def looking(number: int, total: int) -> None:
        status.update(f"Looking at file {number} of {total}…")

    good, bad = await telling.readable(stage.parts, stage.files, looking)
    record = records.Record(stage)
    try:
        script = telling.chapters(good, bad)
    except telling.NoPicture:
        script = telling.only_refused(bad)
        record.trouble = NO_PICTURE
    await _play(console, status, stage, record, script)
    status.update("Writing the story down…")
    await record.write(out)
    return _end(console, record, out)


async def _play(
    console: Console,
    status: Status,
    stage: Stage,
    record: records.Record,
    script: Sequence[Chapter],
) -> None:
    """Print each scene as it happens. What breaks off the story is told in a sentence."""
    timeline = Timeline(stage)
    chapter, begun = None, 0
    try:
        async for event in telling.tell(stage, script):
            if isinstance(event, Scene):
                status.update(escape(event.caption))
                continue
            if event.chapter is not chapter:
                chapter, begun = event.chapter, begun + 1
                counted = f"[dim]{begun} of {len(script)}[/dim]"
                console.print(f"\n[bold]{escape(chapter.title)}[/bold] {counted}")
            _print_scene(console, event)
            record.keep(event, timeline.news(), timeline.arrived())
    except (AssertionError, LookupError, TimeoutError) as error:
        what = str(error) or "something took too long"
        record.trouble = f"The story broke off: {what}."


def _print_scene(console: Console, told: telling.Told) -> None:
    scene = told.scene
    row = Table.grid(padding=(0, 1))
    row.add_column(width=14, no_wrap=True)
    row.add_column(overflow="fold")
    step = f"[cyan]{scene.step}[/cyan] {scene.name}" if scene.step else ""
    row.add_row(step, f"{escape(scene.caption)} [dim]{told.ms:.0f} ms[/dim]")
    colour = "yellow" if told.refused else "green"
    row.add_row("", f"[{colour}]{escape(told.detail)}[/{colour}]")
    console.print(row)


def _end(console: Console, record: records.Record, out: Path) -> int:
    missing = [name for number, name in STEPS.items() if number and number not in record.steps_done]
    console.print()
    if record.stage.refusals:
        table = Table(title="Who was told no", title_justify="left", show_edge=False)
        for name in ("Who", "What", "What was said"):
            table.add_column(name)
        for refusal in record.stage.refusals:
            sentence = refusal.sentence.strip()
            table.add_row(escape(refusal.who), escape(refusal.what), escape(sentence))
        console.print(table)
    pictures = len({post["path"] for post in record.posts if post["path"]})
    entries, whole = record.audit
    console.print(
        f"\n{len(record.posts)} posts, {pictures} pictures, {entries} entries in the record, "
        f"{'none changed' if whole else 'and it does not hold together'}."
    )
    console.print(f"To look at: {escape(str(out / 'story.html'))}")
    if record.trouble or missing or not whole:
        console.print(
            escape(record.trouble or f"Not everything happened: {', '.join(missing)} is missing."),
            style="red",
        )
        return 1
    console.print("All eight steps happened.", style="bold green")
    return 0
