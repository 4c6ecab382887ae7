"""Photos, documents, albums and downloads, as the platform treats them."""

from dataclasses import replace

import pytest
import telegram
from telegram import InputMediaDocument, InputMediaPhoto

from adapters.playground.telegram import QUICK, SELF_HOSTED, NotAllowed
from tests.contract.loopback_telegram_kit import opened, picture, stage


async def test_a_photo_is_scaled_recompressed_and_loses_its_exif() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        await s.drain()
        exif = opened(picture(8, 8)).getexif()
        exif[0x010E] = "John Doe, ward 3"
        sent = picture(3000, 1500, "JPEG", exif=exif, comment=b"John Doe")
        await s.tg.send_photo(ada, s.tg.private(ada), sent)
        (update,) = await s.updates()
        sizes = update.message.photo
        assert [(p.width, p.height) for p in sizes] == [
            (90, 45),
            (320, 160),
            (800, 400),
            (1280, 640),
        ]
        got = await (await s.bot.get_file(sizes[-1].file_id)).download_as_bytearray()
        assert opened(got).format == "JPEG"
        assert opened(got).size == (1280, 640)
        assert not opened(got).getexif()
        assert b"John Doe" not in got
        assert len(got) == sizes[-1].file_size


async def test_2560_pixels_are_an_option() -> None:
    async with stage(limits=replace(QUICK, photo_side=2560)) as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        message = await s.bot.send_photo(ada.id, picture(3000, 1500))
        assert max(p.width for p in message.photo) == 2560


async def test_a_document_is_not_touched() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        await s.drain()
        data = b"\0" * 128 + b"DICM" + bytes(range(256)) * 4 + b"\r\n--x\r\n"
        await s.tg.send_document(ada, s.tg.private(ada), data, "scan.dcm")
        (update,) = await s.updates()
        document = update.message.document
        assert (document.file_name, document.file_size) == ("scan.dcm", len(data))
        file = await s.bot.get_file(document.file_id)
        assert file.file_path.endswith(".dcm")
        assert bytes(await file.download_as_bytearray()) == data
        back = await s.bot.send_document(ada.id, data, filename="back.dcm")
        assert s.tg.file(back.document.file_id) == data


async def test_name_and_type_may_be_missing() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        await s.drain()
        await s.tg.send_document(ada, s.tg.private(ada), b"abc", None)
        (update,) = await s.updates()
        assert update.message.document.file_name is None
        assert update.message.document.mime_type is None


@pytest.mark.parametrize(
    ("size", "reason"),
    [((9000, 1001), "Photo_invalid_dimensions"), ((21, 1), "Photo_invalid_dimensions")],
)
async def test_photo_sides_are_bounded(size: tuple[int, int], reason: str) -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        with pytest.raises(telegram.error.BadRequest, match=rf"(?i){reason}"):
            await s.bot.send_photo(ada.id, picture(*size))
        assert (await s.bot.send_photo(ada.id, picture(20, 1))).photo


async def test_what_is_no_picture_or_too_large_a_one_is_refused() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        with pytest.raises(telegram.error.BadRequest, match=r"(?i)image_process_failed"):
            await s.bot.send_photo(ada.id, b"no picture at all")
        with pytest.raises(telegram.error.BadRequest, match="too big for a photo"):
            await s.bot.send_photo(ada.id, b"x" * (10 * 2**20 + 1))
        with pytest.raises(telegram.error.BadRequest, match="non-empty"):
            await s.bot.send_document(ada.id, b"")


async def test_uploads_end_at_50_mb_and_downloads_at_20() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        await s.drain()
        limit = 20 * 2**20
        for size in (limit, limit + 1):
            await s.tg.send_document(ada, s.tg.private(ada), b"x", "cd.zip", size=size)
        small, large = [update.message.document for update in await s.updates()]
        assert await s.bot.get_file(small.file_id)
        with pytest.raises(telegram.error.BadRequest, match=r"(?i)file is too big"):
            await s.bot.get_file(large.file_id)
        with pytest.raises(telegram.error.NetworkError, match="Too Large"):
            await s.bot.send_document(ada.id, b"x" * (50 * 2**20 + 100_000))


async def test_a_server_of_ones_own_carries_more() -> None:
    async with stage(limits=SELF_HOSTED) as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        sent = await s.tg.send_document(ada, s.tg.private(ada), b"x", "cd.zip", size=1_900 * 2**20)
        assert sent.file_id
        assert (await s.bot.get_file(sent.file_id)).file_size == 1_900 * 2**20


async def test_a_download_link_lives_an_hour_and_can_be_had_anew() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        message = await s.bot.send_document(ada.id, b"bytes", filename="a.txt")
        file = await s.bot.get_file(message.document.file_id)
        s.clock.advance(3599)
        assert await file.download_as_bytearray() == b"bytes"
        s.clock.advance(2)
        with pytest.raises(telegram.error.TelegramError, match=r"(?i)not found"):
            await file.download_as_bytearray()
        again = await s.bot.get_file(message.document.file_id)
        assert await again.download_as_bytearray() == b"bytes"


async def test_deleting_a_message_leaves_its_file() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        message = await s.bot.send_document(ada.id, b"still here", filename="a.txt")
        await message.delete()
        assert s.tg.messages(s.tg.private(ada), ada)[-1].kind != "document"
        file = await s.bot.get_file(message.document.file_id)
        assert await file.download_as_bytearray() == b"still here"


async def test_a_file_is_sent_again_by_its_identifier() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        first = await s.bot.send_photo(ada.id, picture(900, 900))
        again = await s.bot.send_photo(ada.id, first.photo[0].file_id)
        assert [p.file_id for p in again.photo] == [p.file_id for p in first.photo]
        with pytest.raises(telegram.error.BadRequest, match=r"(?i)can't use file of type Photo"):
            await s.bot.send_document(ada.id, first.photo[0].file_id)
        with pytest.raises(telegram.error.BadRequest, match=r"(?i)wrong file identifier"):
            await s.bot.send_photo(ada.id, "AgACnobodyknowsthis")
        with pytest.raises(telegram.error.BadRequest, match=r"(?i)invalid file_id"):
            await s.bot.get_file("AgACnobodyknowsthis")


async def test_video_and_animation() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        video = await s.bot.send_video(
            ada.id, b"mp4 bytes", width=64, height=48, duration=2, has_spoiler=True
        )
        assert (video.video.width, video.video.height) == (64, 48)
        assert video.has_media_spoiler
        gif = await s.bot.send_animation(ada.id, picture(9, 9, "GIF"), filename="beat.gif")
        assert gif.animation.file_id == gif.document.file_id
        posing = await s.bot.send_document(ada.id, picture(9, 9, "GIF"), filename="beat.gif")
        assert posing.animation  # a GIF sent as a file becomes one, unless told not to
        plain = await s.bot.send_document(
            ada.id, picture(9, 9, "GIF"), disable_content_type_detection=True
        )
        assert plain.animation is None


async def test_an_album_comes_as_separate_messages_of_one_group() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        await s.drain()
        chat = s.tg.private(ada)
        await s.tg.send_album(ada, chat, [picture(30, 30)] * 3, caption="three views")
        updates = await s.updates()
        assert len(updates) == 3
        assert len({update.message.media_group_id for update in updates}) == 1
        assert [update.message.caption for update in updates] == ["three views", None, None]
        with pytest.raises(NotAllowed):
            await s.tg.send_album(ada, chat, [picture(3, 3)] * 11)


async def test_an_outgoing_album_holds_2_to_10() -> None:
    async with stage() as s:
        ada = s.tg.add_user("Ada")
        await s.tg.start_bot(ada)
        photo = picture(30, 30)
        sent = await s.bot.send_media_group(ada.id, [InputMediaPhoto(photo)] * 2, caption="two")
        assert len({message.media_group_id for message in sent}) == 1
        assert sent[0].media_group_id
        assert (await s.bot.send_media_group(ada.id, [InputMediaPhoto(photo)]))[
            0
        ].media_group_id is None
        with pytest.raises(telegram.error.BadRequest, match=r"(?i)too many messages"):
            await s.bot.send_media_group(ada.id, [InputMediaPhoto(photo)] * 11)
        mixed = [InputMediaPhoto(photo), InputMediaDocument(b"text", filename="a.txt")]
        with pytest.raises(telegram.error.BadRequest, match=r"(?i)in the album"):
            await s.bot.send_media_group(ada.id, mixed)
