"""Files: uploaded in three steps by the app, in one by people, shared a moment later."""

import mimetypes

from adapters.playground.slack.errors import ApiError
from adapters.playground.slack.events import Events
from adapters.playground.slack.feed import Tasks
from adapters.playground.slack.model import Channel, File, Grant, Json, Message, User
from adapters.playground.slack.posting import Posting
from adapters.playground.slack.settings import Timings
from adapters.playground.slack.world import World

mimetypes.add_type("application/dicom", ".dcm")
LARGEST = 1024**3


class Filing:
    """Acts on files for the app and for people alike."""

    def __init__(
        self, world: World, posting: Posting, events: Events, tasks: Tasks, timings: Timings
    ) -> None:
        self._world = world
        self._posting = posting
        self._events = events
        self._tasks = tasks
        self._timings = timings
        self._uploads: dict[str, File] = {}

    # The app's three steps -----------------------------------------------------------------

    def begin(self, owner: User, name: str, length: int, alt_text: str | None) -> tuple[File, str]:
        """Step 1: return a file that has no bytes yet, and the key of its upload address."""
        file = self._new(owner, name, length)
        file.alt_text = alt_text
        key = self._world.ids.secret("upload")
        self._uploads[key] = file
        return file, key

    def receive(self, key: str, data: bytes) -> File:
        """Step 2: keep the bytes. Raises ApiError if the address or the length is wrong."""
        file = self._uploads.get(key)
        if file is None or file.data is not None:
            raise ApiError("upload_not_found", status=404)
        if len(data) != file.size:
            raise ApiError("length_mismatch", status=400)
        file.data = data
        return file

    def complete(self, files: list[File], titles: list[str | None], shares: list[Message]) -> None:
        """Step 3: the files exist. Processing and sharing take a moment more."""
        for file, title in zip(files, titles, strict=True):
            file.completed = True
            file.title = title or file.name
        self._tasks.spawn(self._process(files, shares), "process uploaded files")

    async def _process(self, files: list[File], shares: list[Message]) -> None:
        await self._world.clock.sleep(self._timings.file_processing)
        for file in files:
            file.processed = True
        kept = [file.id for file in files if not file.deleted]
        for message in shares:
            channel = self._world.channels[message.channel]
            if kept and message.user in channel.members:
                message.ts = self._world.ids.timestamp()
                self._share(message, kept)
        self._world.feed.tell("processed", files=[file.id for file in files])

    # People ----------------------------------------------------------------------------------

    def drop(self, message: Message, owner: User, files: list[tuple[str, bytes]]) -> Message:
        """Put a person's files into a channel with one message."""
        made = [self._finished(owner, name, data) for name, data in files]
        return self._share(message, [file.id for file in made])

    def hand_to_app(self, owner: User, files: list[tuple[str, bytes]]) -> list[File]:
        """Keep what a person gave to a `file_input`: for the app, in no channel."""
        made = [self._finished(owner, name, data) for name, data in files]
        for file in made:
            file.for_app = True
        return made

    # Both ------------------------------------------------------------------------------------

    def find(self, file_id: object, grant: Grant) -> File:
        """Return a file that the holder of `grant` may see. Raises ApiError."""
        file = self._world.files.get(str(file_id))
        if file is None or not file.completed or not self.visible(file, grant):
            raise ApiError("file_not_found")
        if file.deleted:
            raise ApiError("file_deleted")
        return file

    def visible(self, file: File, grant: Grant) -> bool:
        """Whether the holder of `grant` owns the file, got it by a modal or shares a channel."""
        if file.user == grant.user_id:
            return True
        if file.for_app:
            return grant.kind == "bot" and file.team_id == grant.team_id
        channels = (self._world.channels[channel] for channel in file.shares)
        return any(grant.user_id in channel.members for channel in channels)

    def showable(self, reference: Json, grant: Grant) -> bool:
        """Whether an image block may show the file: processed, and shared to a channel."""
        file = self.named(reference)
        return (
            file is not None
            and file.processed
            and not file.deleted
            and bool(file.shares or file.public)
            and self.visible(file, grant)
        )

    def delete(self, file: File, by: str) -> None:
        """Delete a file everywhere. Messages keep a mark where it was."""
        channels = [self._world.channels[channel] for channel in file.shares]
        file.deleted = True
        file.data = None
        self._world.feed.tell("file_deleted", file=file.id)
        event = {"type": "file_deleted", "file_id": file.id, "user_id": by}
        if channels:
            self._events.in_channel(channels[0], event)

    def publish(self, file: File, by: str) -> None:
        """Make a file readable for everybody who has its public address."""
        file.public = True
        self._world.feed.tell("file_public", file=file.id)
        event = {"type": "file_public", "file_id": file.id, "user_id": by, "file": {"id": file.id}}
        for channel in file.shares:
            self._events.in_channel(self._world.channels[channel], event)

    def _share(self, message: Message, files: list[str]) -> Message:
        message.subtype = "file_share"
        message.files = files
        self._posting.post(message)
        channel = self._world.channels[message.channel]
        for file_id in files:
            self._events.in_channel(channel, self._shared_event(file_id, channel, message))
        return message

    def _shared_event(self, file_id: str, channel: Channel, message: Message) -> Json:
        return {
            "type": "file_shared",
            "channel_id": channel.id,
            "file_id": file_id,
            "user_id": message.user,
            "file": {"id": file_id},
        }

    def _finished(self, owner: User, name: str, data: bytes) -> File:
        file = self._new(owner, name, len(data))
        file.data = data
        file.completed = file.processed = True
        return file

    def _new(self, owner: User, name: str, length: int) -> File:
        mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
        extension = name.rpartition(".")[2].lower() if "." in name else "binary"
        kind = {"jpeg": "jpg", "tif": "tiff"}.get(extension, extension)
        file_id, made = self._world.ids.next("F"), int(self._world.clock.now())
        file = File(file_id, owner.team_id, owner.id, name, name, mimetype, kind, length, made)
        self._world.files[file_id] = file
        return file

    def named(self, reference: Json) -> File | None:
        """Return the file that a `slack_file` names, by id or by its address."""
        if reference.get("id"):
            return self._world.files.get(str(reference["id"]))
        for part in str(reference.get("url", "")).split("/"):
            file = self._world.files.get(part.rpartition("-")[2])
            if file is not None:
                return file
        return None
