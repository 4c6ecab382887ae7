"""What is said fits where it is shown, in every language; names keep their direction."""

import re
from collections.abc import Iterator

import pytest

from bot.chat.commands import TABLE
from bot.chat.menus import menus
from bot.texts import FluentTexts, is_right_to_left, languages
from bot.texts.bidi import END, FIRST_STRONG
from bot.web.headers import known_language, wanted_language
from core.ids import new_id
from tests.unit.bot.test_texts import all_variables, entries

LANGUAGES = languages()
TEXTS = FluentTexts()
# The basic alphabet of a text message (3GPP TS 23.038); anything else makes it UCS-2.
GSM_7 = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
ONE_GSM_7, ONE_UCS_2 = 160, 70
SLACK_BUTTON, SLACK_MODAL, TELEGRAM_COMMAND, SUBJECT = 75, 24, 256, 78
LONGEST_SENTENCE = 28  # words; PEOPLE ask for 15 to 20 on the whole, some languages need more
NAME = "Maria-Magdalena Oberhofer"
NUMBERS = ("count", "number", "stuck", "left", "seconds", "times", "minutes", "hours", "day")
MARKS = re.compile(f"[{FIRST_STRONG}{END}]")


def test_six_languages_are_spoken() -> None:
    assert LANGUAGES == ("en", "ar", "de", "es", "fr", "tr")


def said(language: str, key: str, **given: object) -> str:
    """A sentence with everything that it or its parts may ask for."""
    asked = all_variables(key, entries(language))
    full: dict[str, object] = {
        v: 12 if v in NUMBERS or v in ("month", "total", "done", "waiting") else NAME for v in asked
    }
    return TEXTS.say(key, language, {**full, "prefix": "/", **given})


def keys(prefix: str) -> list[str]:
    return [key for key in entries("en") if key.startswith(prefix)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_button_fits_on_a_slack_button(language: str) -> None:
    labels = {*keys("button-"), *keys("audience-"), *keys("mode-"), "language-name"}
    labels -= {"mode-set", "button-over", "button-not-yours"}  # said of modes and buttons
    for key in labels:
        assert len(said(language, key, who="Anna Berg", pod="Mia", platform="Telegram")) <= (
            SLACK_BUTTON
        ), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_fits_into_a_slack_modal(language: str) -> None:
    for key in keys("form-"):
        if key.endswith(("-title", "-submit")):
            assert len(said(language, key)) <= SLACK_MODAL, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_fits_into_telegram(language: str) -> None:
    for entry in menus(TEXTS)[language]:
        assert 1 <= len(entry.help) <= TELEGRAM_COMMAND
        assert "\n" not in entry.help


def test_there_is_a_menu_in_every_language_and_one_for_the_others() -> None:
    made = menus(TEXTS)
    assert set(made) == {"", *LANGUAGES}
    words = {language: [entry.word for entry in menu] for language, menu in made.items()}
    assert all(word == words["en"] for word in words.values())
    assert {"images", "show", "invite", "settings"} < set(words["de"])
    helps = {tuple(entry.help for entry in made[language]) for language in LANGUAGES}
    assert len(helps) == len(LANGUAGES)


def test_the_menu_offers_what_everybody_may_use() -> None:
    scopes: dict[str, set[str]] = {}
    for entry in menus(TEXTS)["en"]:
        scopes.setdefault(entry.scope, set()).add(entry.word)
    rare = {"erase", "role", "grant", "revoke", "remove", "consent", "emergency", "new", "overview"}
    assert rare.isdisjoint(entry.word for entry in menus(TEXTS)["en"])
    assert "link" not in scopes["private"] | scopes["group"]
    assert scopes["admins"] == scopes["group"] | {"link"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["code-text", "phone-changed-text"])
def test_a_text_message_is_one_segment(language: str, key: str) -> None:
    given = {"code": "123456"} if key == "code-text" else {}
    text = TEXTS.say(key, language, given)
    limit = ONE_GSM_7 if set(text) <= GSM_7 else ONE_UCS_2
    assert len(text.encode("utf-16-be")) // 2 <= limit, text
    assert not MARKS.search(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_subject_of_a_mail_fits_on_a_line(language: str) -> None:
    for key in keys("mail-"):
        if key.endswith("-subject"):
            assert len(said(language, key)) <= SUBJECT, key


def sentences(language: str) -> Iterator[tuple[str, str]]:
    for key in entries(language):
        for sentence in re.split(r"[.!?؟:;]\s|\n", said(language, key)):
            yield key, sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_too_long_to_follow(language: str) -> None:
    for key, sentence in sentences(language):
        assert len(sentence.split()) <= LONGEST_SENTENCE, f"{key}: {sentence}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_help_reaches_the_reader(language: str) -> None:
    """All commands, in one Telegram message."""
    lines = []
    for command in TABLE:
        rest = command.arguments
        given: dict[str, object] = {"prefix": "/", "word": command.word}
        if rest:
            given["rest"] = TEXTS.say(f"command-{command.word}-arguments", language)
        usage = TEXTS.say("usage" if rest else "usage-bare", language, given)
        what = TEXTS.say(f"command-{command.word}", language)
        lines.append(TEXTS.say("help-line", language, {"usage": usage, "what": what}))
    text = TEXTS.say("help", language, {"lines": "\n".join(lines)})
    assert len(text) <= 4096
    assert text.endswith(lines[-1])


def test_words_that_people_do_not_understand_are_in_no_language() -> None:
    bad = {
        "de": r"ungültig|fehlgeschlagen|nicht autorisiert|Token|Fehler\b",
        "es": r"inválid|no autorizad|fallid|token",
        "fr": r"invalide|échou|non autorisé|jeton|token",
        "tr": r"geçersiz|yetkisiz|başarısız|hata\b|token",
        "ar": r"غير صالح|غير مصرح|فشل|token",
    }
    assert set(bad) == set(LANGUAGES) - {"en"}
    for language, words in bad.items():
        unkind = re.compile(f"{words}|DICOM", re.IGNORECASE)
        for key in entries(language):
            assert not unkind.search(said(language, key)), (language, key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_in_english(language: str) -> None:
    """What is the same word in two languages is short; a whole sentence never is."""
    english = entries("en")
    for key in english:
        same = language != "en" and said(language, key) == said("en", key)
        if same and not key.endswith("-arguments"):
            assert len(re.findall(r"\w+", said("en", key).replace(NAME, ""))) <= 2, key


# ── counting, days, names ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "لا توجد صور بعد"),
        (1, "صورة واحدة"),
        (2, "صورتان"),
        (3, "3 صور."),
        (11, "11 صورة."),
        (100, "100 صورة."),
    ],
)
def test_arabic_counts_in_six_ways(count: int, words: str) -> None:
    assert words in TEXTS.say("welcome", "ar", {"pod": "Mia", "count": count, "prefix": "/"})


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "3 March 2024"),
        ("de", "3. März 2024"),
        ("es", "3 de marzo de 2024"),
        ("fr", "3 mars 2024"),
        ("tr", "3 Mart 2024"),
        ("ar", "3 مارس 2024"),
    ],
)
def test_a_day_is_written_as_it_is_there(language: str, written: str) -> None:
    day = {"day": 3, "month": 3, "year": "2024"}
    assert TEXTS.say("date-day", language, day) == written
    moment = TEXTS.say("date-moment", language, {**day, "hour": "09", "minute": "05"})
    assert moment.startswith(written)
    assert re.search(r"09[:.]05", moment)
    picture = {"modality": "ct", "body": "brain", "side": "none", "view": "none"}
    counted = {"counted": "one", "count": 1, "part": 0, "parts": 0}
    assert TEXTS.say("picture-what", language, {**picture, **counted, **day}).endswith(written)


@pytest.mark.parametrize(
    ("language", "left_hand", "both_knees"),
    [
        ("en", "X-ray of the left hand", "X-ray of both knees"),
        ("de", "Röntgenbild der linken Hand", "Röntgenbild beider Knie"),
        ("es", "Radiografía de la mano izquierda", "Radiografía de ambas rodillas"),
        ("fr", "Radiographie de la main gauche", "Radiographie des deux genoux"),
        ("tr", "Röntgen: sol el", "Röntgen: iki diz"),
        ("ar", "صورة أشعة سينية: اليد اليسرى", "صورة أشعة سينية: الركبتان"),
    ],
)
def test_the_side_agrees_with_the_part(language: str, left_hand: str, both_knees: str) -> None:
    def what(body: str, side: str) -> str:
        given = {"modality": "x-ray", "body": body, "side": side, "view": "none", "count": 1}
        return TEXTS.say("picture-what", language, {**given, "counted": "one", "month": 0,
                                                    "part": 0, "parts": 0,
                                                    "day": 0, "year": ""})  # fmt: skip

    assert what("hand", "left") == left_hand
    assert what("knee", "both") == both_knees


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_number_is_written_as_it_is_typed(language: str) -> None:
    text = TEXTS.say("share-begun", language, {"number": 1234, "count": 2})
    assert "#1234" in text


def test_marks_are_only_where_sentences_run_from_right_to_left() -> None:
    for language in LANGUAGES:
        for key in entries(language):
            marked = MARKS.search(said(language, key))
            assert not marked or is_right_to_left(language), (language, key)


@pytest.mark.parametrize("language", [name for name in LANGUAGES if is_right_to_left(name)])
def test_a_command_is_one_piece_from_left_to_right(language: str) -> None:
    piece = re.compile(f"{FIRST_STRONG}[^{END}]*{END}")
    for key in entries(language):
        text = "" if key.endswith("-arguments") else said(language, key)
        assert text.count(END) == text.count(FIRST_STRONG), key
        outside = piece.sub("", text)
        assert "/" not in outside, f"{key}: {text}"
        assert "#" not in outside, f"{key}: {text}"


def test_a_name_cannot_turn_the_sentence_around() -> None:
    hostile = f"Ali\u202e{END}{END}\u2067{FIRST_STRONG}x"
    text = TEXTS.say("removed", "ar", {"who": hostile})
    assert FIRST_STRONG + "Alix" + END in text
    assert MARKS.sub("", TEXTS.say("removed", "de", {"who": hostile})).startswith("Alix ist")


def test_a_sentence_inside_of_another_keeps_its_marks() -> None:
    usage = TEXTS.say("usage-bare", "ar", {"prefix": "/", "word": "help"})
    line = TEXTS.say("help-line", "ar", {"usage": usage, "what": "ما"})
    assert f"{FIRST_STRONG}/help{END}" in TEXTS.say("help", "ar", {"lines": f"{line}\n{line}"})


def test_a_symbol_of_a_button_fits_into_telegram() -> None:
    assert len(new_id(0, bytes(10)).encode()) <= 64


# ── which one ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("en;q=0.5, ar;q=0.9", "ar"),
        ("pl, tr;q=0.1", "tr"),
        ("fr;q=0, es;q=0.2", "es"),
        ("de;q=x, es", "es"),
        ("pl", "en"),
        (None, "en"),
    ],
)
def test_the_browser_is_heard_in_its_order(header: str | None, chosen: str) -> None:
    assert wanted_language(header) == chosen
    assert known_language(header) == ("" if header in (None, "pl") else chosen)
