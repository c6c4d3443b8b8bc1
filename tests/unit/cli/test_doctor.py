"""``grappe doctor`` says what is there and how to get what is missing."""

from pathlib import Path

from grappe.cli.doctor import examined, told


def test_an_empty_home_says_how_to_install_the_references(home: Path, monkeypatch) -> None:
    monkeypatch.delenv("GRAPPE_DATABASE_URL", raising=False)
    report = examined(home, "en")
    assert report["ok"] is False
    assert report["references"]["rome"] == {
        "installed": False,
        "release": None,
        "origin": None,
        "hint": "grappe references install rome",
    }
    assert report["database"]["engine"] == "sqlite"
    assert report["home"]["writable"] is True
    assert "grappe references install rome" in told(report, "en")


def test_an_address_of_postgresql_is_told_without_its_password(home: Path, monkeypatch) -> None:
    monkeypatch.setenv("GRAPPE_DATABASE_URL", "postgres://grappe:secret@db:5432/grappe")
    report = examined(home, "fr")
    assert report["database"] == {"engine": "postgresql", "detail": "db:5432/grappe"}
    assert "secret" not in told(report, "fr")
