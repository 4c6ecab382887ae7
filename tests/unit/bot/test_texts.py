"""Every word a person reads exists, in every language, with the same arguments."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent

from bot.chat.commands import TABLE
from bot.texts import FluentTexts, languages
from core.access import Reason
from core.imaging import Refusal
from core.model import Audience, Hold, ImageState, InvitationState, Mode, Privilege, Role, RoomState
from core.verification import OPEN

CHECKOUT = Path(__file__).parents[3]
TEXTS = CHECKOUT / "bot" / "texts"


@cache
def entries(language: str) -> dict[str, fluent.Message]:
    found: dict[str, fluent.Message] = {}
    for path in sorted((TEXTS / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, fluent.Junk), f"{path.name}: {entry.content!r}"
            if isinstance(entry, fluent.Message):
                assert entry.id.name not in found, f"{entry.id.name} stands twice"
                found[entry.id.name] = entry
    return found


def variables(node: object) -> set[str]:
    if isinstance(node, fluent.VariableReference):
        return {node.id.name}
    if isinstance(node, fluent.BaseNode):
        return set().union(*(variables(v) for v in vars(node).values()), set())
    if isinstance(node, list):
        return set().union(*(variables(v) for v in node), set())
    return set()


def named(node: object) -> set[str]:
    """The messages that a message is made of."""
    if isinstance(node, fluent.MessageReference):
        return {node.id.name}
    if isinstance(node, fluent.BaseNode):
        return set().union(*(named(v) for v in vars(node).values()), set())
    if isinstance(node, list):
        return set().union(*(named(v) for v in node), set())
    return set()


def all_variables(key: str, messages: dict[str, fluent.Message]) -> set[str]:
    """What a sentence needs, its parts included."""
    return variables(messages[key]).union(
        *(all_variables(part, messages) for part in named(messages[key])), set()
    )


@pytest.mark.parametrize("language", languages())
def test_every_language_says_the_same_things_with_the_same_arguments(language: str) -> None:
    english, other = entries("en"), entries(language)
    assert set(other) == set(english)
    # How a sentence is cut into parts is the language's own: a side may agree with its noun.
    parts = set().union(*(named(message) for message in english.values()))
    for key in set(english) - parts:
        assert all_variables(key, other) == all_variables(key, english), key


def keys_in_code() -> set[str]:
    """The first argument of Words(…), Refused(…) and of the desk's buttons, where it is plain."""
    found = set()
    for root in ("core", "bot"):
        for path in (CHECKOUT / root).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call) or not node.args:
                    continue
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                first = node.args[0]
                named = isinstance(first, ast.Constant) and isinstance(first.value, str)
                if name in ("Words", "Refused", "choice", "sentence") and named:
                    found.add(first.value)  # type: ignore[attr-defined]
    return found


def keys_in_templates() -> set[str]:
    return {
        key
        for path in (CHECKOUT / "bot" / "web" / "templates").glob("*.html")
        for key in re.findall(r'say\("([a-z-]+)"', path.read_text(encoding="utf-8"))
    }


def keys_by_value() -> set[str]:
    found = {f"role-{r}" for r in Role} | {f"denied-{r}" for r in Reason}
    found |= {f"privilege-{p}" for p in Privilege} | {f"mode-{m}" for m in Mode}
    found |= {f"audience-{a}" for a in Audience} | {f"settings-{s}" for s in RoomState}
    found |= {f"settings-mode-{m}" for m in Mode}
    found |= {f"image-{s}" for s in ImageState} | {f"hold-{h}" for h in Hold}
    found |= {f"upload-{r}" for r in Refusal} | {f"invitation-{s}" for s in OPEN}
    found |= {f"command-{c.word}" for c in TABLE}
    found |= {f"command-{c.word}-arguments" for c in TABLE if c.arguments}
    return {key.replace("_", "-") for key in found}


def test_every_sentence_that_is_asked_for_is_there() -> None:
    assert len(InvitationState) > len(OPEN)
    wanted = keys_in_code() | keys_in_templates() | keys_by_value()
    assert wanted - set(entries("en")) == set()


def test_no_sentence_says_what_people_do_not_understand() -> None:
    bad = re.compile(r"\b(invalid|failed|unauthori[sz]ed|DICOM|token|error)\b", re.IGNORECASE)
    for path in sorted((TEXTS / "en").glob("*.ftl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                said = line.partition("=")[2] or line
                assert not bad.search(said), f"{path.name}: {line}"


def test_a_missing_sentence_is_a_programming_error() -> None:
    with pytest.raises(KeyError):
        FluentTexts().say("no-such-key", "en")


def test_the_best_language_is_chosen() -> None:
    texts = FluentTexts()
    assert texts.best("xx", "en-GB") == "en"
    assert texts.best("", "zz") == "en"
