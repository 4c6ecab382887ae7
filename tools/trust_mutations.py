"""Breaks each rule of docs/trust.md in a scratch copy and sees its test go red.

Run as `python -m tools.trust_mutations [LINE …]`; it takes some minutes. A mutation that its test
survives is printed, and ends the command with 1: then the test proves nothing.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Mutation:
    """How a rule is broken: in `file`, `old` becomes `new`; then `test` must fail."""

    line: int
    what: str
    file: str
    old: str
    new: str
    test: str


M = Mutation
UNIT, WHOLE = "tests/unit", "tests/integration"
MUTATIONS: tuple[Mutation, ...] = (
    M(1, "a link lives thirty days", "core/verification.py",
      "LINK_LIFE = timedelta(hours=24)", "LINK_LIFE = timedelta(days=30)",
      f"{UNIT}/core/test_trust_figures.py::test_a_link_lives_a_day_at_most"),
    M(2, "opening a link uses it up", "core/usecases/verify.py",
      '''    async with world.store.begin(None, reading=True) as uow:
        desk = Desk(world, uow, "landing", "page")
        found = await _by_link(desk, link, lock=False)
''',
      '''    async with world.store.begin(None) as uow:
        desk = Desk(world, uow, "landing", "page")
        found = await _by_link(desk, link, lock=False)
        await uow.enter(found.pod)
        await uow.invitations.save(replace(found, link_hash=""))
''',
      f"{WHOLE}/test_joining.py::test_scanners_change_nothing"),
    M(3, "bound before the phone is proven", "core/verification.py",
      "    if invitation.state is not InvitationState.VERIFIED:", "    if False:",
      f"{UNIT}/core/test_verification.py::test_nobody_is_bound_before_all_is_proven"),
    M(4, "a code lives ten hours", "core/verification.py",
      "CODE_LIFE = timedelta(minutes=10)", "CODE_LIFE = timedelta(hours=10)",
      f"{UNIT}/core/test_trust_figures.py::test_a_code_has_six_digits_and_lives_ten_minutes"),
    M(5, "no budget for the installation", "core/usecases/verify.py",
      '"installation": 1_000}', '"installation": 10**9}',
      f"{WHOLE}/test_trust_guesses.py"
      "::test_no_more_answers_count_than_the_installations_budget_allows"),
    M(6, "codes kept without the pepper", "storage/codes.py",
      "hmac.new(self._pepper, message", 'hmac.new(b"", message',
      f"{UNIT}/storage/test_storage_codes.py"
      "::test_a_stored_code_needs_the_pepper_and_its_attempt"),
    M(7, "premium numbers are texted", "core/verification.py",
      "    if phonenumbers.number_type(number) in REFUSED_TYPES:", "    if False:",
      f"{UNIT}/core/test_verification.py::test_numbers_that_are_not_texted"),
    M(7, "money is no limit", "core/usecases/texting.py",
      '            raise Refused("code-enough-today", f"money, {name}")', "            pass",
      f"{WHOLE}/test_trust_money.py"
      "::test_a_cap_in_money_stops_before_the_text_that_is_too_much"),
    M(8, "a name that is nobody's here is told", "core/usecases/knock.py",
      '        waiting["step"] = "own_email"\n',
      '        waiting["step"] = "own_email"\n'
      "        if await desk.uow.people.by_email(email) is None:\n"
      '            return Words("email-not-understood")\n',
      f"{WHOLE}/test_joining.py::test_a_stranger_who_names_nobody_here_hears_the_same"),
    M(9, '"this was not me" does nothing', "core/usecases/joining.py",
      """            await pods.undo_joining(desk, pod, target, by=target.person)
            await binding.forget(desk, target.person, found.arguments.get("account", ""))
""",
      "            pass\n",
      f"{WHOLE}/test_joining.py::test_this_was_not_me"),
    M(10, "another person's account is taken over", "core/usecases/joining.py",
      '        raise Refused("account-taken", "bound to another person")', "        return",
      f"{WHOLE}/test_joining.py::test_somebody_elses_account_is_refused_and_ones_own_still_works"),
    M(10, "a mailbox alone is somebody in a pod", "core/usecases/joining.py",
      "        raise Refused(KNOWN_OTHER", "        return\n        raise Refused(KNOWN_OTHER",
      f"{WHOLE}/test_attack_accounts.py"
      "::test_a_stolen_mailbox_and_an_invitation_do_not_take_somebody_over"),
    M(10, "a phone that was changed proves against the mail", "core/usecases/lock.py",
      "    phone = person.phone if remembered is None else remembered\n",
      "    phone = person.phone\n",
      f"{WHOLE}/test_trust_lock.py"
      "::test_a_phone_that_was_changed_proves_nothing_against_the_mail"),
    M(10, "a mailbox puts its owner out for good", "core/usecases/lock.py",
      "    for held in lock.members:\n", "    for held in ():\n",
      f"{WHOLE}/test_trust_lock.py::test_a_mailbox_alone_puts_its_owner_out_for_minutes_only"),
    M(11, "spaces in a code are not understood", "core/verification.py",
      '        if char.isspace() or char in "-–—.·":', "        if False:",
      f"{UNIT}/core/test_verification.py::test_pasted_codes"),
    M(12, "a code of the app counts as often as it is shown", "core/usecases/totp.py",
      "        if same and step > last_step:", "        if same:",
      f"{WHOLE}/test_rights_me.py"
      "::test_the_app_serves_in_place_of_a_text_and_no_code_twice"),
    M(12, "an app is set up without a proof", "core/usecases/account.py",
      "    if await totp.has_app(desk, person.id) and not text:",
      """    if waiting.what == "app":
        return await _do(desk, who, person, waiting)
    if await totp.has_app(desk, person.id) and not text:""",
      f"{WHOLE}/test_rights_me.py::test_the_chat_alone_sets_up_no_app_and_changes_no_phone"),
    M(12, "an app's code joins as often as it is shown", "core/usecases/verify.py",
      "        right = await totp.answered(desk, known, code)",
      "        right = True",
      f"{WHOLE}/test_trust_app.py::test_a_code_of_the_app_joins_one_pod_only"),
    M(13, "whoever was a member once is let in", "core/access.py",
      "    if q.member is None or q.member.state is not MemberState.ACTIVE:",
      "    if q.member is None:",
      f"{UNIT}/core/test_access.py::test_nobody_outside_may_do_anything"),
    M(13, "a picture is looked for before it is asked who may look", "core/usecases/view.py",
      "    await desk.require_at_all(action, pod, member)\n    return await find",
      "    return await find",
      f"{WHOLE}/test_attack_humans.py"
      "::test_who_may_not_hears_the_same_of_what_is_there_and_what_is_not"),
    M(14, "no look back after a send", "core/usecases/deliver.py",
      "        regret = await _regrets(desk, facts, post) if post.sha256 else Regret.NONE",
      "        regret = Regret.NONE",
      f"{WHOLE}/test_trust_revoke.py::test_of_one_persons_picture"),
    M(15, "every room is cleared", "core/delivery.py",
      "    return len(inside) == presence.count and presence.users <= cleared", "    return True",
      f"{UNIT}/core/test_delivery.py"
      "::test_a_room_is_cleared_only_when_every_head_has_a_cleared_name"),
    M(16, "pictures stay when a stranger comes", "core/usecases/rooms.py",
      "        gone = post.message is not None and await retract.take_down(world, post)",
      "        gone = True",
      f"{WHOLE}/test_main_job.py::test_a_stranger_in_the_room_turns_pictures_into_cards_and_back"),
    M(17, "anybody may press any button", "bot/chat/router.py",
      "    if strange_place or strange_hand:", "    if False:",
      f"{WHOLE}/test_trust_buttons.py::test_a_button_is_refused_to_all_but_whom_it_is_for"),
    M(18, "a query without its pod", "storage/repositories/images.py",
      "sa.select(images).where(images.c.pod == pod).order_by", "sa.select(images).order_by",
      f"{UNIT}/storage/test_storage_lint.py::test_every_statement_names_its_pod"),
    M(19, "two entries of one human are two", "core/usecases/humans.py",
      "same_phone = bool(one.phone) and one.phone == other.phone", "same_phone = False",
      f"{WHOLE}/test_attack_humans.py::test_one_phone_in_two_entries_releases_nothing_alone"),
    M(19, "one person releases somebody else's patient", "core/access.py",
      "    return 2 if image.hold", "    return 1 if image.hold",
      f"{WHOLE}/test_main_job.py::test_another_patients_scan_is_held_until_two_people_agree"),
    M(20, "emergencies without end", "core/usecases/emergency.py",
      "    await _within_budgets(desk, pod, member)\n    until", "    until",
      f"{WHOLE}/test_attack_humans.py::test_a_member_wakes_everybody_only_so_often"),
    M(20, "an emergency never ends", "core/access.py",
      "        and q.now < q.emergency_until\n", "",
      f"{UNIT}/core/test_access.py::test_emergency_opens_looking_until_its_end_and_nothing_else"),
    M(21, "text is not escaped in Telegram", "adapters/platforms/telegram/compose.py",
      "html.escape(body, quote=False)", "body",
      f"{WHOLE}/test_trust_hostile_words.py::test_in_telegram_it_is_no_markup"),
    M(22, "a Windows program is not known", "adapters/imaging/sniff.py",
      '    (b"MZ", "a Windows program"),\n', "",
      f"{UNIT}/imaging_other/test_sniff.py::test_what_is_no_picture_is_refused_by_its_reason"),
    M(23, "no cap on pixels", "adapters/imaging/limits.py",
      "still_pixels: int = 1 << 26", "still_pixels: int = 1 << 40",
      f"{WHOLE}/test_hostile.py::test_every_family_of_hostile_input_gets_its_verdict"),
    M(24, "no fences of the kernel", "adapters/imaging/sandbox/fences.py",
      "    return Fences(limited, ordinary, _landlock(), _seccomp())",
      "    return Fences(limited, ordinary, 0, False)",
      f"{UNIT}/imaging/test_decoder_process.py::test_behind_the_fences_there_is_nothing"),
    M(25, "a tail goes out with the picture", "adapters/imaging/encode.py",
      "    data = formats.encode(pixels, format, quality, lossless)\n",
      '    data = formats.encode(pixels, format, quality, lossless) + b"SECRET"\n',
      f"{UNIT}/imaging_other/test_photos.py::test_nothing_but_the_picture_goes_out"),
    M(26, "an index is read as a picture", "adapters/imaging/sniff.py",
      '            raise Refused(Refusal.DIRECTORY_FILE, "a DICOMDIR")', "            pass",
      f"{UNIT}/imaging_other/test_sniff.py::test_what_is_no_picture_is_refused_by_its_reason"),
    M(27, "any codec of Python is a character set", "adapters/imaging/dicom/reading.py",
      "pydicom.charset._python_encoding_for_corrected_encoding = _no_other_codec", "",
      f"{UNIT}/imaging/test_known_traps.py::test_no_codec_of_python_is_a_character_set"),
    M(27, "sequences nest without end", "adapters/imaging/dicom/reading.py",
      "MAX_DEPTH = 64", "MAX_DEPTH = 10**9",
      f"{UNIT}/imaging/test_known_traps.py::test_sequences_do_not_nest_without_end"),
    M(28, "the family gets every attribute", "adapters/imaging/deidentify/family.py",
      "for tag in _ALLOWED if", "for tag in dicom if",
      f"{UNIT}/deidentification/test_family.py::test_only_what_is_listed_goes_to_the_family"),
    M(29, "a record that nothing was done", "adapters/imaging/deidentify/profile.py",
      '    result.PatientIdentityRemoved = "YES"', '    result.PatientIdentityRemoved = "NO"',
      f"{UNIT}/deidentification/test_export.py::test_what_was_done_is_recorded"),
    M(30, "any signature will do", "adapters/platforms/slack/inbox.py",
      '    return hmac.compare_digest(wanted.encode(), given.encode("utf-8", "replace"))',
      "    return True",
      "tests/contract/test_platform_slack.py::test_a_wrong_signature_or_an_old_one_gets_401"),
    M(31, "an intent is another one each time", "storage/queue.py",
      '        key_index = unit.keys.index("work", new.key)',
      '        key_index = unit.keys.index("work", unit.entropy.bytes(9).hex())',
      "tests/contract/storage/test_storage_queue.py::test_an_intent_is_added_once_for_ever"),
    M(32, "the chain is not compared", "storage/audit.py",
      "row.seq != seq + 1 or not hmac.compare_digest(expected, bytes(row.hash)):",
      "row.seq != seq + 1:",
      "tests/contract/storage/test_storage_audit.py::test_every_tampering_is_found"),
    M(33, "logs carry whatever they are given", "bot/logs.py",
      "    return {k: v for k, v in event.items() if k in ALLOWED}", "    return event",
      f"{WHOLE}/test_trust_canaries.py::test_a_careless_line_loses_what_it_carries"),
    M(34, "one key for all pods", "storage/blobs.py",
      "box = await self._boxes.box(pod)", "box = await self._boxes.box(None)",
      "tests/contract/storage/test_storage_blobs.py::test_another_pods_key_does_not_open"),
    M(34, "an export is handed out whatever has changed", "core/usecases/export.py",
      "        if _stamp(book, last) != stamp:", "        if False:",
      f"{WHOLE}/test_attack_rights.py"
      "::test_an_export_that_was_gathered_before_is_not_handed_out"),
    M(35, "who cannot be asked is taken for cleared", "core/usecases/rooms.py",
      "        return Look(False, 0, 0, False, frozenset())",
      "        return Look(True, 1, 1, False, frozenset())",
      f"{WHOLE}/test_trust_outages.py::test_a_room_that_cannot_be_asked_gets_no_picture"),
    M(36, "scripts may read the cookie", "bot/web/sessions.py",
      "        httponly=True,", "        httponly=False,",
      f"{WHOLE}/test_web_sessions.py::test_the_cookie_is_out_of_reach"),
    M(37, "a default secret will do", "bot/config.py",
      "        if value in NO_SECRETS or len(set(value)) < 8:", "        if False:",
      f"{UNIT}/bot/test_settings.py::test_missing_and_default_secrets_are_refused"),
)  # fmt: skip


def survives(mutation: Mutation, scratch: Path) -> bool:
    """Whether the test passes although the rule is broken. Raises ValueError when it is not."""
    path = scratch / mutation.file
    whole = path.read_text(encoding="utf-8")
    if mutation.old not in whole:
        raise ValueError(f"line {mutation.line}: {mutation.file} no longer says what is broken")
    path.write_text(whole.replace(mutation.old, mutation.new), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n0", "-p", "no:cacheprovider"]
    try:
        done = subprocess.run(
            [*command, mutation.test], cwd=scratch, capture_output=True, text=True, check=False
        )
    finally:
        path.write_text(whole, encoding="utf-8")
    if done.returncode not in (0, 1):
        raise ValueError(f"line {mutation.line}: {done.stdout[-500:]}{done.stderr[-500:]}")
    return done.returncode == 0


def main(arguments: Sequence[str]) -> int:
    """A line for each rule; 1 when a mutation was survived or could not be made."""
    wanted = {int(a) for a in arguments}
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder) / "scratch"
        add = ["git", "worktree", "add", "-q", "--detach", str(scratch), "HEAD"]
        subprocess.run(add, cwd=CHECKOUT, check=True)
        try:
            for mutation in MUTATIONS:
                if wanted and mutation.line not in wanted:
                    continue
                try:
                    red = not survives(mutation, scratch)
                except ValueError as error:
                    print(error, flush=True)
                    wrong += 1
                    continue
                wrong += not red
                said = "red" if red else "SURVIVED"
                print(f"line {mutation.line}: {said}: {mutation.what}", flush=True)
        finally:
            remove = ["git", "worktree", "remove", "--force", str(scratch)]
            subprocess.run(remove, cwd=CHECKOUT, check=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
