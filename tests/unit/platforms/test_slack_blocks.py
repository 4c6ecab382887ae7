"""Block Kit within Slack's figures, and words that mean nothing but themselves."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters import plain
from adapters.platforms.slack import blocks, words
from core.errors import PlatformError
from core.messages import Button, Field, Form, Outgoing, PictureFile, Style


@given(st.text(max_size=9000), st.text(max_size=400))
def test_every_message_keeps_to_the_figures(text: str, title: str) -> None:
    message = Outgoing(text=text, title=title, buttons=((Button("Go", handle="h"),),))
    made = blocks.message_blocks(message)
    assert 1 <= len(made) <= 50
    assert made[-1]["type"] == "actions"
    for block in made:
        said = block.get("text", {}).get("text", "")
        assert plain.utf16(said) <= (150 if block["type"] == "header" else 3000)
    top = blocks.text(message)
    assert top
    assert "<" not in top and ">" not in top


def test_much_text_is_chunked_without_losing_a_word() -> None:
    text = " ".join(f"word{n}" for n in range(2000))
    made = blocks.message_blocks(Outgoing(text=text))
    assert len(made) > 3
    assert " ".join(block["text"]["text"] for block in made) == text


def test_an_address_can_be_followed_and_nothing_else_is_a_link() -> None:
    message = Outgoing(text="Open https://care.example/u/abc?x=1&y=2. Thank you <@U1> *x*")
    (block,) = blocks.message_blocks(message)
    (section,) = block["elements"]
    assert [(e["type"], e.get("url")) for e in section["elements"]] == [
        ("text", None),
        ("link", "https://care.example/u/abc?x=1&y=2"),
        ("text", None),
    ]
    assert blocks.text(message).endswith("Thank you &lt;@U1&gt; *x*")


def test_buttons_carry_a_handle_or_an_address_and_their_style() -> None:
    row = (
        Button("Yes", handle="h-1", style=Style.PRIMARY),
        Button("No", handle="h-2", style=Style.DANGER),
        Button("See", url="https://care.example/"),
    )
    (actions,) = blocks.message_blocks(Outgoing(buttons=(row,)))
    yes, no, see = actions["elements"]
    assert (yes["value"], yes["style"], no["style"]) == ("h-1", "primary", "danger")
    assert "value" not in see and see["url"] == "https://care.example/"
    assert len({each["action_id"] for each in actions["elements"]}) == 3
    with pytest.raises(PlatformError):
        blocks.message_blocks(Outgoing(buttons=((Button("No handle"),),)))


def test_a_pictures_words_fall_back_to_its_description() -> None:
    shown = PictureFile(b"", "a.png", "image/png", 1, 1, alt="X-ray <left> hand")
    assert blocks.text(Outgoing(picture=shown)) == "X-ray &lt;left&gt; hand"
    assert blocks.comment(Outgoing(title="Image *7*", text="a & b")) == "*Image ∗7∗*\na &amp; b"


def test_a_form_is_a_modal_with_its_context() -> None:
    form = Form(
        "upload", "A title that is far longer than Slack takes", "Send",
        (Field("who", "Who", kind="choice", choices=(("a", "Anna"), ("b", "Ben")), initial="b"),
         Field("note", "Note", initial="so", optional=True)),
        context="pod-7",
    )  # fmt: skip
    view = blocks.modal(form, channel="C1", thread="1.2")
    assert len(view["title"]["text"]) <= 24
    assert json.loads(view["private_metadata"])["context"] == "pod-7"
    who, note = view["blocks"]
    assert who["element"]["initial_option"]["value"] == "b"
    assert (note["element"]["initial_value"], note["optional"]) == ("so", True)
    with pytest.raises(PlatformError):
        blocks.modal(Form("f", "t", "s", (), context="x" * 4000), channel="", thread="")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("<tel:+4915112|+49 151 12>", "+49 151 12"),
        ("<https://x.example/a?b=1&amp;c=2|x.example>", "https://x.example/a?b=1&c=2"),
        ("<@U1> and <#C1|ward> <!here>", "@U1 and #ward @here"),
        ("5 &lt; 6 &amp;&amp; 7 &gt; 6", "5 < 6 && 7 > 6"),
        ("plain\0 text", "plain text"),
    ],
)
def test_what_slack_marked_up_is_read_as_it_was_typed(typed: str, meant: str) -> None:
    assert words.read(typed) == meant


@given(st.text())
def test_escaped_text_is_read_back(text: str) -> None:
    assert words.read(words.escape(text)) == text.replace("\0", "")
