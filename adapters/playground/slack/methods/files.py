"""files.*: the upload in three steps, and what can be done with a file afterwards."""

from adapters.playground.slack.checks.objects import at
from adapters.playground.slack.errors import ApiError, invalid_arguments
from adapters.playground.slack.filing import LARGEST
from adapters.playground.slack.methods.base import Call, method
from adapters.playground.slack.methods.chat import thread
from adapters.playground.slack.model import Channel, File, Json, Message
from adapters.playground.slack.render import file_json


@method("files.getUploadURLExternal", "files:write", tier=4)
def get_upload_url(call: Call) -> Json:
    """Step 1: return an id and an address for the bytes."""
    name, length = call.need("filename", "length")
    if not isinstance(length, int) or length <= 0:
        raise invalid_arguments(at("must be greater than 0", "/length"))
    if length > LARGEST:
        raise ApiError("file_upload_size_restricted")
    alt_text = call.get("alt_txt") or call.get("alt_text")
    if alt_text is not None and len(str(alt_text)) > 1000:
        raise ApiError("alt_txt_too_large")
    file, key = call.core.filing.begin(call.me, str(name), length, alt_text)
    return {"upload_url": f"{call.core.where.url}/upload/v1/{key}", "file_id": file.id}


@method("files.completeUploadExternal", "files:write", tier=4)
def complete_upload(call: Call) -> Json:
    """Step 3: make the files exist and share them; both take a moment after the answer."""
    files, titles = _uploaded(call)
    channels = _channels(call)
    if call.get("thread_ts") and len(channels) != 1:
        raise invalid_arguments(at("thread_ts needs exactly one channel", "/thread_ts"))
    comment = str(call.get("initial_comment") or "")
    blocks = [] if comment else call.blocks("message")
    for channel in channels:
        call.core.limiter.channel(call.grant.team_id, channel.id)
    shares = []
    for channel in channels:
        message = _share(call, channel, comment)
        message.blocks = blocks
        shares.append(message)
    call.core.filing.complete(files, titles, shares)
    shown = [file_json(call.core.world, file, call.core.where.url) for file in files]
    return {"files": shown}


def _share(call: Call, channel: Channel, comment: str) -> Message:
    message = call.core.posting.draft(channel, call.me, comment)
    message.bot_id = call.installation.bot_id if call.grant.kind == "bot" else None
    message.thread_ts = thread(call, channel)
    return message


def _uploaded(call: Call) -> tuple[list[File], list[str | None]]:
    (named,) = call.need("files")
    if not isinstance(named, list) or not all(isinstance(one, dict) for one in named):
        raise invalid_arguments(at("must be an array of objects", "/files"))
    files = []
    for one in named:
        file = call.core.world.files.get(str(one.get("id")))
        if file is None or file.user != call.grant.user_id or file.completed or file.data is None:
            raise ApiError("file_not_found")
        files.append(file)
    return files, [one.get("title") for one in named]


def _channels(call: Call) -> list[Channel]:
    named = [call.get("channel_id")] if call.get("channel_id") else []
    several = call.get("channels") or []
    named += several.split(",") if isinstance(several, str) else several
    channels = []
    for one in named:
        user = call.core.world.users.get(one)
        if user is not None and one in several:
            channel = call.core.world.direct_channel(call.me, user)
        else:
            channel = call.joined_channel(one)
        if channel.is_archived:
            raise ApiError("is_archived")
        channels.append(channel)
    return channels


@method("files.info", "files:read", tier=4)
def info(call: Call) -> Json:
    """Return a file, with the messages that show it in `shares`."""
    file = call.core.filing.find(call.need("file")[0], call.grant)
    shown = file_json(call.core.world, file, call.core.where.url)
    return {"file": shown, "comments": [], "response_metadata": {"next_cursor": ""}}


@method("files.delete", "files:write", tier=3)
def delete(call: Call) -> Json:
    """Delete a file of one's own. A bot cannot delete what a person uploaded."""
    file = call.core.filing.find(call.need("file")[0], call.grant)
    if file.user != call.grant.user_id:
        raise ApiError("cant_delete_file")
    call.core.filing.delete(file, call.grant.user_id)
    return {}


@method("files.sharedPublicURL", "files:write", tier=3, tokens=("user",))
def shared_public_url(call: Call) -> Json:
    """Make a file public: with a person's token only."""
    file = call.core.filing.find(call.need("file")[0], call.grant)
    if file.public:
        raise ApiError("already_public")
    call.core.filing.publish(file, call.grant.user_id)
    return {"file": file_json(call.core.world, file, call.core.where.url)}


@method("files.upload", tier=2)
def upload(call: Call) -> Json:
    """Refuse: this method ended on 12 November 2025."""
    raise ApiError("method_deprecated")


METHODS = (get_upload_url, complete_upload, info, delete, shared_public_url, upload)
