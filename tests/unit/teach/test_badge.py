"""A label's credential: valid as issued, and not valid any more, with one sentence a fault."""

import copy
import json
import random
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openbadgeslib.ob3.did import resolve_did
from openbadgeslib.ob3.ldp import OB3VerificationError, verify_data_integrity_proof

from grappe.teach import BadgeBook, BadgeCheck, KeyRegister, check_badge, example_label, labelled, read_credential
from grappe.words import Refused

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> BadgeBook:
    return BadgeBook(tmp_path_factory.mktemp("book"), "Grappe fictive Rives", "https://rives.example/statuts.json")


@pytest.fixture(scope="module")
def badge(book: BadgeBook) -> dict[str, object]:
    return book.issue(example_label(AT.date()), AT)


def checked(document: object, tmp_path: Path, at: datetime = AT) -> BadgeCheck:
    path = tmp_path / "badge.json"
    path.write_text(json.dumps(document), "utf-8")
    return check_badge(read_credential(path), at)


def test_a_credential_is_checked_from_its_file_alone(badge: dict[str, object], tmp_path: Path) -> None:
    found = checked(badge, tmp_path)
    assert found.valid
    assert (found.status, found.key) == ("unknown", "unknown")
    assert found.reason.en == (
        "Signature correct, dates valid, revocation not checked (no status list), "
        "key not compared with the cluster's register."
    )


def test_an_implementation_that_shares_nothing_with_ours_verifies_it(badge: dict[str, object]) -> None:
    """``openbadgeslib``, from PyPI: its own vocabularies, key reading and canonical form."""
    issuer = badge["issuer"]
    assert isinstance(issuer, dict)
    key = resolve_did(issuer["id"])
    verify_data_integrity_proof(badge, key)
    altered = copy.deepcopy(badge)
    altered["credentialSubject"]["name"] = "Autre formation"  # type: ignore[index]
    with pytest.raises(OB3VerificationError):
        verify_data_integrity_proof(altered, key)


def test_the_status_list_too_is_verified_by_it(book: BadgeBook, badge: dict[str, object]) -> None:
    document = read_credential(book.status_file)
    verify_data_integrity_proof(document, resolve_did(document["issuer"]))


def test_any_flipped_bit_makes_it_invalid(badge: dict[str, object], tmp_path: Path) -> None:
    source = random.Random(7)
    text = json.dumps(badge, ensure_ascii=False, indent=1).encode()
    path = tmp_path / "flipped.json"
    passed = []
    for place in source.sample(range(len(text)), 250):
        flipped = bytearray(text)
        flipped[place] ^= 1 << source.randrange(8)
        path.write_bytes(flipped)
        try:
            found = check_badge(read_credential(path), AT)
        except Refused:
            continue
        if found.valid:
            passed.append((place, bytes(flipped[place - 10 : place + 10])))
    assert passed == []


def test_what_the_signature_does_not_cover_is_not_read(badge: dict[str, object], tmp_path: Path) -> None:
    found = checked(badge | {"ectsGiven": 60}, tmp_path)
    assert (found.valid, found.reason.en) == (
        False,
        "The file bears a field that the signature does not cover. (ectsGiven)",
    )


def test_a_name_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "twice.json"
    path.write_text('{"name": "a", "name": "b"}', "utf-8")
    with pytest.raises(Refused):
        read_credential(path)


def test_an_expired_one_and_one_not_yet_valid_say_so(badge: dict[str, object], tmp_path: Path) -> None:
    assert checked(badge, tmp_path, datetime(2029, 11, 23, 23, tzinfo=UTC)).valid
    late = checked(badge, tmp_path, datetime(2029, 11, 24, tzinfo=UTC))
    assert (late.valid, late.reason.en) == (False, "Credential expired: it held until 2029-11-24, excluded.")
    early = checked(badge, tmp_path, datetime(2026, 11, 23, tzinfo=UTC))
    assert (early.valid, early.reason.en) == (False, "Credential not valid yet: it begins on 2026-11-24.")


def test_a_revoked_one_says_so_and_the_others_stand(tmp_path: Path) -> None:
    book = BadgeBook(tmp_path, "Grappe fictive Rives")
    first, second = (
        book.issue(labelled(example_label(AT.date()).as_json() | {"label": name}), AT) for name in ("a", "b")
    )
    assert book.revoke("a", "charte non tenue", AT) == 1
    status = read_credential(book.status_file)
    gone = check_badge(first, AT, status=status)
    assert (gone.valid, gone.status) == (False, "revoked")
    assert gone.reason.en == "Credential withdrawn by the cluster: its status list says it is revoked."
    assert check_badge(second, AT, status=status).status == "standing"
    with pytest.raises(Refused):
        book.revoke("a", "encore", AT)
    with pytest.raises(Refused):
        book.revoke("b", "  ", AT)


def test_an_altered_status_list_does_not_bring_it_back(tmp_path: Path) -> None:
    book = BadgeBook(tmp_path, "Grappe fictive Rives")
    document = book.issue(example_label(AT.date()), AT)
    clean = read_credential(book.status_file)
    book.revoke("demonstration", "charte non tenue", AT)
    forged = read_credential(book.status_file)
    forged["credentialSubject"]["encodedList"] = clean["credentialSubject"]["encodedList"]
    assert not check_badge(document, AT, status=forged).valid


def test_after_a_rotation_old_credentials_still_verify(tmp_path: Path) -> None:
    book = BadgeBook(tmp_path, "Grappe fictive Rives")
    old = book.issue(example_label(AT.date()), AT)
    book.keys.rotate(date(2027, 1, 1))
    status = book.publish(datetime(2027, 1, 1, tzinfo=UTC))
    later = datetime(2027, 2, 1, tzinfo=UTC)
    found = check_badge(old, later, status=status, register=book.keys.register())
    assert (found.valid, found.key, found.status) == (True, "retired", "standing")
    alone = check_badge(old, later, status=status)
    assert (alone.valid, "keys.json" in alone.reason.en) == (False, True)


def test_nothing_signed_with_a_stolen_key_is_valid(tmp_path: Path) -> None:
    book = BadgeBook(tmp_path, "Grappe fictive Rives")
    document = book.issue(example_label(AT.date()), AT)
    stolen = document["issuer"]["id"]
    register = book.keys.steal(stolen, date(2027, 3, 5))
    found = check_badge(document, datetime(2027, 3, 6, tzinfo=UTC), register=register)
    assert (found.valid, found.key) == (False, "stolen")
    assert found.reason.en == "Signed with a stolen key, withdrawn on 2027-03-05: ask for a new credential."
    again = book.issue(example_label(AT.date()), datetime(2027, 3, 6, tzinfo=UTC))
    assert again["issuer"]["id"] != stolen
    assert check_badge(again, datetime(2027, 3, 7, tzinfo=UTC), register=book.keys.register()).valid


def test_a_key_that_is_not_the_clusters_is_foreign(badge: dict[str, object]) -> None:
    found = check_badge(badge, AT, register=KeyRegister("Grappe fictive Rives", ()))
    assert (found.valid, found.key) == (False, "foreign")


def test_private_keys_are_their_owners_alone(tmp_path: Path) -> None:
    book = BadgeBook(tmp_path, "Grappe")
    book.keys.private(AT.date())
    (file,) = (tmp_path / "keys").glob("*.pem")
    assert file.stat().st_mode & 0o077 == 0


def test_a_label_that_no_longer_holds_is_not_issued(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        BadgeBook(tmp_path, "Grappe").issue(example_label(date(2020, 1, 1)), AT)
    assert refused.value.where.column == "valid_until"


def test_no_credential_calls_itself_a_degree(badge: dict[str, object]) -> None:
    assert "ni un diplôme" in str(badge["description"])
    assert "achievementType" in str(badge)
    assert "Diploma" not in str(badge)
    assert "Degree" not in str(badge)
