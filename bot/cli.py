"""The command line. What a command needs is imported when it runs, so that each starts quickly."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Coroutine
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

# PTB's retry_after as a timedelta, as it will be; must be set before it is imported.
os.environ.setdefault("PTB_TIMEDELTA", "1")

if TYPE_CHECKING:
    from bot.config import Settings

app = typer.Typer(
    help="Share medical images with the people around a patient, in the chats they already use.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
admin = typer.Typer(help="For whoever runs the installation.", no_args_is_help=True)
audit = typer.Typer(help="The record of who did what.", no_args_is_help=True)
app.add_typer(admin, name="admin")
admin.add_typer(audit, name="audit")


class Dates(StrEnum):
    """What becomes of dates in an export; the same words as the profile's."""

    REMOVE = "remove"
    SHIFT = "shift"
    KEEP = "keep"


class Retain(StrEnum):
    """The options of the profile that keep something."""

    UIDS = "uids"
    DEVICE = "device"
    INSTITUTION = "institution"
    PATIENT = "patient"  # age, sex, size, weight
    PRIVATE = "private"  # numbers known to be safe

    @property
    def option(self) -> str:
        """Its name among the profile's options."""
        longer = {Retain.PATIENT: "patient_characteristics", Retain.PRIVATE: "safe_private"}
        return f"retain_{longer.get(self, self.value)}"


Files = Annotated[list[Path] | None, typer.Argument(help="Files to show; samples when none.")]


@app.command()
def playground(
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Of the page; 0 takes a free one.")
    ] = 8800,
    headless: Annotated[
        bool, typer.Option("--headless", help="No page to open: print all addresses, stay up.")
    ] = False,
) -> None:
    """Try everything on this machine: no account, no token."""
    from bot import playground as play

    _logs("WARNING")
    _exit(play.run(port=port, headless=headless))


@app.command()
def demo(
    files: Files = None,
    out: Annotated[Path, typer.Option(help="Where the story and pictures go.")] = Path("out"),
) -> None:
    """See the whole job, step by step, in the terminal."""
    from bot import demo as story

    _logs("ERROR")
    _exit(story.run(files=files or [], out=out))


@app.command()
def transcode(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders.")],
    out: Annotated[Path, typer.Option(help="Where the pictures go.")],
    format_: Annotated[
        str, typer.Option("--format", help="jpeg, png, webp, avif, jxl, mp4 or gif.")
    ] = "jpeg",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Make pictures that a phone shows, out of any files."""
    from bot import transcode as pictures

    raise typer.Exit(pictures.run(paths, out, format_, as_json))


@app.command("export-dicom")
def export_dicom(
    paths: Annotated[list[Path], typer.Argument(help="DICOM files, folders and ZIP archives.")],
    out: Annotated[Path, typer.Option(help="Where the files go.")],
    key: Annotated[
        Path | None,
        typer.Option(help="A file of 32 bytes, made when missing: same key, same new UIDs."),
    ] = None,
    dates: Annotated[
        Dates, typer.Option(help="Dates are removed, shifted by whole weeks, or kept.")
    ] = Dates.REMOVE,
    retain: Annotated[
        list[Retain] | None, typer.Option(help="What else stays; may be given several times.")
    ] = None,
    clean_texts: Annotated[
        bool, typer.Option("--clean-texts", help="Of free text, words of imaging stay.")
    ] = False,
    mask_text: Annotated[
        bool, typer.Option("--mask-text", help="Cover text that is found in pictures.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Take the patient's identity out of DICOM files (PS3.15, Basic Profile)."""
    from adapters.imaging.deidentify import options as profile
    from bot.export import dicom

    kept = {one.option: True for one in retain or ()}
    options = profile.Options(
        **kept, dates=profile.Dates(dates.value), clean_descriptors=clean_texts
    )
    how = dicom.How(options=options, mask=mask_text)
    raise typer.Exit(dicom.run(paths, out, how, key=key, as_json=as_json))


@app.command()
def serve(
    no_worker: Annotated[
        bool, typer.Option("--no-worker", help="Only listen; workers run elsewhere.")
    ] = False,
) -> None:
    """Run it: pages, platforms and the worker."""
    from bot import serve as production

    settings, platform = _settings()
    _exit(production.serve(settings, platform, work=not no_worker))


@app.command()
def worker() -> None:
    """Run one more worker."""
    from bot import serve as production

    settings, platform = _settings()
    _exit(production.work_only(settings, platform))


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    from bot import admin as operator

    settings, _ = _settings()
    _say(operator.migrate(settings))


@app.command()
def doctor() -> None:
    """Check every part, and say what is wrong."""
    from bot import doctor as checks
    from bot.config import load, platform_settings

    _logs("ERROR")
    findings = asyncio.run(checks.examine(load(), platform_settings()))
    for finding in findings:
        typer.echo(f"{'ok   ' if finding.good else 'WRONG'} {finding.part}: {finding.sentence}")
    raise typer.Exit(0 if all(f.good for f in findings) else 1)


@admin.command()
def seed(
    file: Annotated[Path, typer.Argument(help="A JSON file, as docs/operating.md says.")],
) -> None:
    """Set up a pod on platform servers of this machine."""
    from bot import admin as operator

    settings, platform = _settings()
    _say(operator.seed(settings, platform, file))


@admin.command()
def coordinator(
    platform_name: Annotated[
        str, typer.Option("--platform", help="Where they chat, in lower case.")
    ],
    user: Annotated[str, typer.Option(help="Their user id there (not their name): 12345, U0123.")],
    name: Annotated[str, typer.Option(help="What others call them.")],
    email: Annotated[str, typer.Option(help="Their e-mail address.")],
    phone: Annotated[str, typer.Option(help="With the country: +44 7400 123456.")],
    workspace: Annotated[str, typer.Option(help="The workspace's id, where there are some.")] = "",
) -> None:
    """Name somebody who may open pods."""
    from bot import admin as operator
    from core.ids import UserRef

    settings, platform = _settings()
    account = UserRef(platform_name, workspace, user)
    _say(operator.coordinator(settings, platform, account, name, email, phone))


@admin.command("rotate-keys")
def rotate_keys() -> None:
    """Wrap every key with the newest master key; nothing has to stop."""
    from bot import admin as operator

    settings, platform = _settings()
    _say(operator.rotate_keys(settings, platform))


@audit.command()
def verify(
    head: Annotated[str, typer.Option(help="A head that was exported before.")] = "",
) -> None:
    """Check that nobody changed the record."""
    from bot import admin as operator

    settings, platform = _settings()
    _say(operator.verify_audit(settings, platform, head))


@audit.command("head")
def head_() -> None:
    """Print the newest entry's number and hash, to keep elsewhere."""
    from bot import admin as operator

    settings, platform = _settings()
    _say(operator.audit_head(settings, platform))


def _settings() -> tuple[Settings, dict[str, str]]:
    """The settings, or a sentence for everything that is missing."""
    from bot.config import UnsafeSettings, check, load, mistyped, platform_settings

    settings, platform = load(), platform_settings()
    _logs(settings.log_level)
    for sentence in mistyped():
        typer.echo(sentence, err=True)
    try:
        check(settings, platform)
    except UnsafeSettings as error:
        for sentence in error.sentences:
            typer.echo(sentence, err=True)
        raise typer.Exit(2) from None
    return settings, platform


def _logs(level: str) -> None:
    from bot import logs

    logs.configure(level)


def _exit(job: Coroutine[Any, Any, int]) -> None:
    raise typer.Exit(asyncio.run(job))


def _say(job: Coroutine[Any, Any, tuple[int, str]]) -> None:
    code, sentence = asyncio.run(job)
    typer.echo(sentence, err=code != 0)
    raise typer.Exit(code)


def main() -> None:
    """The entry point."""
    try:
        app(prog_name="carepods")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
