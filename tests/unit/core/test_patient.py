"""Whether a picture belongs to the pod's patient."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.imaging import PatientClues
from core.patient import Match, has_clues, match

JANE = PatientClues("DOE^JANE", "4711", "19540719", "F", "Mercy")
SAME, OTHER, UNKNOWN = Match.BELONGS, Match.DIFFERS, Match.UNKNOWN


def named(name: str | None) -> PatientClues:
    return PatientClues(name=name)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("DOE^JANE", "Jane Doe", SAME),
        ("DOE^JANE", "doe^jane^^^", SAME),
        ("DOE^JANE^MARY", "Doe, Jane", SAME),
        ("Doe^Jane^^Dr", "DOE^JANE", SAME),
        ("MÜLLER^HANS", "Mueller^Hans", SAME),
        ("MÜLLER^HANS", "muller hans", SAME),
        ("Ｄｏｅ^Jane", "Doe^Jane", SAME),
        ("Vogt^Anna-Lena", "VOGT^ANNALENA", SAME),
        ("Łukasz^Żak", "ZAK^LUKASZ", SAME),
        ("Strauß^Eva", "STRAUSS^EVA", SAME),
        ("Yamada^Tarou=山田^太郎=やまだ^たろう", "山田太郎", SAME),
        ("Yamada^Tarou=山田^太郎=やまだ^たろう", "YAMADA^TAROU", SAME),
        ("=山田^太郎", "=山田　太郎", SAME),
        ("ヤマダ^タロウ", "やまだ^たろう", SAME),
        ("ﾔﾏﾀﾞ^ﾀﾛｳ", "ヤマダ^タロウ", SAME),
        ("Hong^Gildong=洪^吉洞=홍^길동", "홍길동", SAME),
        ("Иванова^Ольга", "ольга иванова", SAME),
        ("Иванова^Ольга", "Ivanova^Olga", UNKNOWN),
        ("DOE^JANE", "DOE^J", UNKNOWN),
        ("DOE^JANE", "DOE", UNKNOWN),
        ("ANONYMOUS", "DOE^JANE", UNKNOWN),
        ("", "DOE^JANE", UNKNOWN),
        (None, None, UNKNOWN),
        ("DOE^JANE", "DOE^JOHN", OTHER),
        ("DOE^JANE", "ROE^JANE", OTHER),
        ("MAY^ANN", "AMY^ANN", OTHER),
        ("山田^太郎", "山田^次郎", OTHER),
        ("山田", "田山", OTHER),
        ("はな", "ばな", OTHER),
        ("Yamada^Tarou=山田^太郎", "Yamada^Tarou=山田^太朗", OTHER),
        ("CQ500-CT-310", "CQ500-CT-311", OTHER),
    ],
)
def test_names(one: str | None, other: str | None, expected: Match) -> None:
    assert match(named(one), named(other)) is expected
    assert match(named(other), named(one)) is expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, SAME),
        ({"patient_id": " 47 11 "}, SAME),
        ({"birth_date": "1954.07.19"}, SAME),
        ({"patient_id": "9", "issuer": "General"}, SAME),
        ({"patient_id": "9", "issuer": None}, SAME),
        ({"patient_id": "9"}, OTHER),
        ({"patient_id": "04711"}, OTHER),
        ({"birth_date": "19540720"}, OTHER),
        ({"sex": "M"}, OTHER),
        ({"sex": "O"}, SAME),
        ({"name": "ROE^JANE"}, SAME),
        ({"name": "ROE^JANE", "birth_date": None}, OTHER),
        ({"name": "ROE^JANE", "patient_id": "9"}, OTHER),
        ({"name": None}, SAME),
        ({"name": None, "patient_id": None}, UNKNOWN),
        ({"name": None, "patient_id": "0"}, UNKNOWN),
        ({"name": None, "patient_id": "9"}, OTHER),
        ({"birth_date": None, "patient_id": "9"}, OTHER),
        ({"birth_date": "19000101", "patient_id": None}, SAME),
        ({"name": None, "patient_id": None, "birth_date": None, "sex": None}, UNKNOWN),
    ],
)
def test_clues_together(change: dict[str, str | None], expected: Match) -> None:
    assert match(JANE, replace(JANE, **change)) is expected


def test_what_counts_as_a_clue() -> None:
    assert has_clues(JANE)
    assert has_clues(PatientClues(birth_date="19540719"))
    assert not has_clues(PatientClues(sex="F", issuer="Mercy"))
    assert not has_clues(PatientClues(name="ANONYMOUS", patient_id="0", birth_date="00000000"))


NAMES = st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=2, max_size=8)
CLUES = st.builds(
    PatientClues,
    st.none() | st.text(max_size=20) | st.lists(NAMES, min_size=1, max_size=3).map("^".join),
    st.none() | st.text(max_size=8),
    st.none() | st.text(max_size=8) | st.dates().map("{:%Y%m%d}".format),
    st.none() | st.sampled_from(["M", "F", "O", ""]),
    st.none() | st.text(max_size=4),
)


@given(CLUES, CLUES)
def test_the_order_of_the_two_does_not_matter(one: PatientClues, other: PatientClues) -> None:
    assert match(one, other) is match(other, one)


@given(CLUES)
def test_nobody_differs_from_themselves(clues: PatientClues) -> None:
    assert match(clues, clues) is not OTHER


@given(CLUES)
def test_no_clues_say_nothing(clues: PatientClues) -> None:
    assert match(clues, PatientClues()) is UNKNOWN


LATIN = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=8)


@given(LATIN, LATIN, st.sampled_from(["^", " ", ", ", "^^", " ^ "]), st.booleans())
def test_order_case_and_separators_of_a_name_do_not_matter(
    family: str, given_name: str, between: str, turned: bool
) -> None:
    parts = (given_name, family) if turned else (family, given_name)
    other = between.join(parts).lower()
    assert match(named(f"{family}^{given_name}"), named(other)) is not OTHER


@given(st.text("0123456789ABC", min_size=1, max_size=10).filter(lambda t: t.strip("0")))
def test_blanks_in_a_number_do_not_matter(number: str) -> None:
    spaced = " ".join(number).lower()
    assert match(PatientClues(patient_id=number), PatientClues(patient_id=spaced)) is SAME
