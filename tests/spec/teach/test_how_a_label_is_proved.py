"""How a label becomes a file that anyone can check, and stops being one."""

from datetime import UTC, date, datetime
from pathlib import Path

from grappe.teach import BadgeBook, check_badge, example_label, read_credential

DAY, AT = date(2026, 11, 24), datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_the_file_alone_proves_the_label_and_the_list_says_when_it_is_withdrawn(tmp_path: Path) -> None:
    book = BadgeBook(tmp_path, "Grappe fictive Rives")
    credential = book.issue(example_label(DAY), AT)
    assert credential["type"] == ["VerifiableCredential", "EndorsementCredential"]
    assert check_badge(credential, AT).valid
    book.revoke("demonstration", "charte non tenue", AT)
    found = check_badge(credential, AT, status=read_credential(book.status_file))
    assert found.reason.en == "Credential withdrawn by the cluster: its status list says it is revoked."


def test_a_changed_word_is_a_false_signature(tmp_path: Path) -> None:
    credential = BadgeBook(tmp_path, "Grappe fictive Rives").issue(example_label(DAY), AT)
    credential["credentialSubject"]["name"] = "Une autre formation"
    found = check_badge(credential, AT)
    assert found.reason.en == "The signature does not match: the file was altered, or signed with another key."


def test_a_stolen_key_proves_nothing_whatever_the_day_it_writes(tmp_path: Path) -> None:
    book = BadgeBook(tmp_path, "Grappe fictive Rives")
    credential = book.issue(example_label(DAY), AT)
    register = book.keys.steal(credential["issuer"]["id"], date(2027, 3, 5))
    assert check_badge(credential, AT, register=register).key == "stolen"
