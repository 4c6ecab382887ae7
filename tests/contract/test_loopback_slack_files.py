"""Files on the loopback Slack: three steps up, a token to get down, and who may do what."""

from typing import Any

import aiohttp
import pytest

from adapters.playground.slack import ManualClock, Timings
from tests.contract.loopback_slack_kit import PNG, Rig, recording_app, refused, rig, socket_mode


async def uploaded(here: Rig, **options: Any) -> str:
    """Upload a picture with the real client and return its id once it is processed."""
    options.setdefault("channel", here.ward.id)
    answer = await here.client.files_upload_v2(filename="hand.png", content=PNG, **options)
    file_id = str(answer["file"]["id"])
    await here.slack.processed()
    return file_id


def image(file_id: str) -> list[dict[str, Any]]:
    return [{"type": "image", "alt_text": "A hand", "slack_file": {"id": file_id}}]


async def test_an_upload_takes_three_steps_and_its_share_comes_a_moment_later() -> None:
    clock = ManualClock()
    async with rig(clock=clock) as here:
        answer = await here.client.files_upload_v2(
            channel=here.ward.id,
            filename="hand.png",
            content=PNG,
            title="A hand",
            alt_txt="X-ray of a hand",
            initial_comment="New picture",
        )
        assert answer["file"]["shares"] == {}
        assert here.slack.messages(here.ward, as_seen_by=here.anna) == []
        clock.advance(1)
        (seen,) = await here.slack.wait_for(
            lambda: here.slack.messages(here.ward, as_seen_by=here.anna)
        )
        assert seen["text"] == "New picture"
        assert seen["files"][0]["bytes"] == PNG
        assert seen["files"][0]["alt_text"] == "X-ray of a hand"
        info = await here.client.files_info(file=answer["file"]["id"])
        assert info["file"]["shares"]["public"][here.ward.id][0]["ts"] == seen["ts"]
        assert info["file"]["mimetype"] == "image/png"


async def test_the_old_single_step_is_gone() -> None:
    async with rig() as here:
        with pytest.warns(UserWarning), refused("method_deprecated"):
            await here.client.files_upload(content="old")


async def test_several_files_go_out_in_one_message_and_in_a_thread() -> None:
    async with rig() as here:
        root = await here.client.chat_postMessage(channel=here.ward.id, text="Root")
        await here.client.files_upload_v2(
            channel=here.ward.id,
            thread_ts=root["ts"],
            file_uploads=[
                {"filename": "one.png", "content": PNG},
                {"filename": "two.png", "content": PNG + b"2"},
            ],
        )
        await here.slack.processed()
        seen = here.slack.messages(here.ward, as_seen_by=here.anna)[-1]
        assert seen["thread_ts"] == root["ts"]
        assert [file["name"] for file in seen["files"]] == ["one.png", "two.png"]


async def test_bytes_must_have_the_length_that_was_named() -> None:
    async with rig() as here, aiohttp.ClientSession() as web:
        place = await here.client.files_getUploadURLExternal(filename="a.png", length=9)
        with refused("file_not_found"):
            await here.client.files_completeUploadExternal(files=[{"id": place["file_id"]}])
        async with web.post(place["upload_url"], data=b"short") as response:
            assert response.status == 400
        form = aiohttp.FormData()
        form.add_field("filename", b"nine byte", filename="a.png")
        async with web.post(place["upload_url"], data=form) as response:
            assert (response.status, await response.text()) == (200, "OK - 9")
        async with web.post(place["upload_url"], data=b"nine byte") as response:
            assert response.status == 404
        with refused("invalid_arguments"):
            await here.client.files_getUploadURLExternal(filename="a.png", length=0)
        with refused("channel_not_found"):
            await here.client.files_completeUploadExternal(
                files=[{"id": place["file_id"]}], channel_id="C404"
            )


async def test_a_slack_file_is_invalid_until_processed_and_shared_to_a_channel() -> None:
    clock = ManualClock()
    async with rig(clock=clock) as here:

        async def post(file_id: str) -> None:
            await here.client.chat_postMessage(
                channel=here.ward.id, text="A hand", blocks=image(file_id)
            )

        answer = await here.client.files_upload_v2(
            channel=here.ward.id, filename="hand.png", content=PNG
        )
        private = await here.client.files_upload_v2(filename="mine.png", content=PNG)
        with refused("invalid_blocks") as caught:
            await post(answer["file"]["id"])
        assert caught.value.response["errors"] == [
            "invalid slack file [json-pointer:/blocks/0/slack_file]"
        ]
        clock.advance(1)
        await here.slack.wait_for(lambda: here.slack.messages(here.ward, as_seen_by=here.anna))
        await post(answer["file"]["id"])
        seen = here.slack.messages(here.ward, as_seen_by=here.anna)[-1]
        assert seen["images"][0]["bytes"] == PNG
        with refused("invalid_blocks"):
            await post(private["file"]["id"])


async def test_no_file_can_be_ephemeral() -> None:
    async with rig() as here:
        file_id = await uploaded(here)
        with refused("invalid_blocks"):
            await here.client.chat_postEphemeral(
                channel=here.ward.id, user=here.anna.id, text="A hand", blocks=image(file_id)
            )


async def test_a_download_needs_the_token_and_gives_a_sign_in_page_otherwise() -> None:
    async with rig() as here, aiohttp.ClientSession() as web:
        message = await here.slack.upload(here.anna, here.ward, [("hand.png", PNG)], "Look")
        info = await here.client.files_info(file=message.files[0])
        url = info["file"]["url_private"]
        bearer = {"Authorization": f"Bearer {here.slack.bot_token}"}
        async with web.get(url, headers=bearer) as response:
            assert await response.read() == PNG
        async with web.get(info["file"]["url_private_download"], headers=bearer) as response:
            assert await response.read() == PNG
        for headers in ({}, {"Authorization": "Bearer xoxb-wrong"}):
            async with web.get(url, headers=headers) as response:
                assert response.status == 200
                assert response.content_type == "text/html"


async def test_a_file_out_of_the_bots_sight_is_not_found() -> None:
    async with rig() as here, aiohttp.ClientSession() as web:
        secret = here.slack.add_channel("secret", [here.anna], private=True, with_bot=False)
        message = await here.slack.upload(here.anna, secret, [("hand.png", PNG)])
        with refused("file_not_found"):
            await here.client.files_info(file=message.files[0])
        place = f"{here.slack.team.id}-{message.files[0]}"
        bearer = {"Authorization": f"Bearer {here.slack.bot_token}"}
        async with web.get(f"{here.url}/files-pri/{place}/hand.png", headers=bearer) as response:
            assert response.content_type == "text/html"


async def test_a_bot_deletes_its_own_files_only() -> None:
    async with rig() as here:
        own = await uploaded(here)
        theirs = await here.slack.upload(here.anna, here.ward, [("hand.png", PNG)])
        with refused("cant_delete_file"):
            await here.client.files_delete(file=theirs.files[0])
        await here.client.files_delete(file=own)
        seen = here.slack.messages(here.ward, as_seen_by=here.anna)[0]
        assert seen["files"][0]["deleted"]
        assert seen["files"][0]["bytes"] is None
        with refused("file_deleted"):
            await here.client.files_info(file=own)
        user = here.client_for(here.slack.user_token(here.anna))
        await user.files_delete(file=theirs.files[0])


async def test_deleting_a_message_leaves_its_file() -> None:
    async with rig() as here:
        file_id = await uploaded(here)
        (seen,) = here.slack.messages(here.ward, as_seen_by=here.anna)
        await here.client.chat_delete(channel=here.ward.id, ts=seen["ts"])
        info = await here.client.files_info(file=file_id)
        assert info["file"]["shares"] == {}


async def test_a_person_takes_a_private_file_back() -> None:
    async with rig() as here:
        app, heard = recording_app(here)
        async with socket_mode(here, app):
            message = await here.slack.dm(here.anna, "For the pod", [("hand.png", PNG)])
            (event,) = await here.slack.wait_for(lambda: heard.of("message", "file_share"))
            assert (event["channel_type"], event["user"]) == ("im", here.anna.id)
            with pytest.raises(PermissionError):
                await here.slack.delete_file(here.ben, message.files[0])
            await here.slack.delete_file(here.anna, message.files[0])
            await here.slack.wait_for(lambda: heard.of("file_deleted"))


async def test_only_a_persons_token_makes_a_file_public() -> None:
    async with rig() as here, aiohttp.ClientSession() as web:
        message = await here.slack.upload(here.anna, here.ward, [("hand.png", PNG)])
        (file_id,) = message.files
        with refused("not_allowed_token_type"):
            await here.client.files_sharedPublicURL(file=file_id)
        user = here.client_for(here.slack.user_token(here.anna))
        answer = await user.files_sharedPublicURL(file=file_id)
        async with web.get(answer["file"]["permalink_public"]) as response:
            assert await response.read() == PNG


async def test_in_slack_connect_channels_events_name_files_only() -> None:
    async with rig() as here:
        other = here.slack.add_workspace("Partner clinic")
        cleo = here.slack.add_user("Cleo", team=other)
        shared = here.slack.add_channel("shared", [here.anna, cleo])
        app, heard = recording_app(here)
        async with socket_mode(here, app):
            await here.slack.upload(cleo, shared, [("hand.png", PNG)], "From us")
            await here.slack.wait_for(lambda: heard.of("message", "file_share"))
        (event,) = heard.of("message", "file_share")
        assert event["files"][0]["file_access"] == "check_file_info"
        assert "url_private" not in event["files"][0]
        info = await here.client.files_info(file=event["files"][0]["id"])
        async with aiohttp.ClientSession() as web:
            bearer = {"Authorization": f"Bearer {here.slack.bot_token}"}
            async with web.get(info["file"]["url_private"], headers=bearer) as response:
                assert await response.read() == PNG


async def test_several_files_of_a_person_arrive_in_one_event() -> None:
    async with rig() as here:
        app, heard = recording_app(here)
        async with socket_mode(here, app):
            await here.slack.upload(
                here.anna, here.ward, [("one.png", PNG), ("two.dcm", b"DICM")], "Two"
            )
            await here.slack.wait_for(lambda: len(heard.of("file_shared")) == 2)
        (event,) = heard.of("message", "file_share")
        assert [file["name"] for file in event["files"]] == ["one.png", "two.dcm"]
        assert event["files"][1]["mimetype"] == "application/dicom"
        assert event["channel_type"] == "channel"


async def test_files_can_be_shared_to_a_persons_direct_messages() -> None:
    async with rig(timings=Timings(file_processing=0)) as here:
        opened = await here.client.conversations_open(users=here.anna.id)
        await uploaded(here, channel=opened["channel"]["id"], initial_comment="For you")
        await uploaded(here, channel=None, channels=[here.ben.id])
        mine = here.slack.messages(here.slack.dm_channel(here.anna), as_seen_by=here.anna)
        theirs = here.slack.messages(here.slack.dm_channel(here.ben), as_seen_by=here.ben)
        assert mine[0]["files"][0]["bytes"] == theirs[0]["files"][0]["bytes"] == PNG
        assert here.slack.messages(here.slack.dm_channel(here.ben), as_seen_by=here.anna) == []
