"""Downloads against a server on loopback: whole, late, cut, wrong, absent."""

import socket
import time
from threading import Event

import pytest
from tests.unit.references.archives import rome_zip
from tests.unit.references.server import body, rest, serving, silence, status

from grappe.references import Patience, current, install
from grappe.references.digest import file_digest
from grappe.references.download import download, reachable
from grappe.words import Interrupted, Kind, Refused

QUICK = Patience(attempts=3, timeout=0.3, pause=0.5, sleep=lambda _seconds: None)


@pytest.fixture
def server():
    with serving() as running:
        yield running


@pytest.fixture
def archive(tmp_path):
    return rome_zip(tmp_path / "rome.zip")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_a_release_comes_from_an_address_with_its_digests(server, archive, home):
    server.script = [body(archive.read_bytes())]
    release = install(home, "rome", origin=server.address)
    assert release.digest == install(home, "rome", origin=archive).digest
    assert (release.source, release.source_digest) == (server.address, file_digest(archive))
    assert list(home.glob(".download-*")) == []


def test_the_official_address_is_tried_before_the_starter(server, archive, home):
    server.script = [body(archive.read_bytes())]
    assert install(home, "rome", address=server.address).origin == "official"


def test_a_server_that_fails_once_is_asked_again_after_a_growing_pause(server, tmp_path):
    pauses = []
    server.script = [status(500), status(503), body(b"whole")]
    patience = Patience(attempts=3, timeout=1, pause=0.5, sleep=pauses.append)
    assert download(server.address, tmp_path / "f", patience=patience).read_bytes() == b"whole"
    assert pauses == [0.5, 1.0]


def test_a_cut_body_is_taken_up_where_it_stopped(server, tmp_path):
    content = bytes(range(256)) * 100
    server.script = [body(content[:1000], announced=len(content)), rest(content)]
    assert download(server.address, tmp_path / "f", patience=QUICK).read_bytes() == content
    assert server.ranges == [None, "bytes=1000-"]


def test_a_server_that_cannot_resume_is_read_from_the_beginning(server, tmp_path):
    server.script = [body(b"wh", announced=5), body(b"whole")]
    assert download(server.address, tmp_path / "f", patience=QUICK).read_bytes() == b"whole"


def test_a_body_that_is_always_cut_is_refused_and_nothing_is_left(server, tmp_path):
    server.script = [body(b"who", announced=5)]
    with pytest.raises(Refused, match="3 / 5"):
        download(server.address, tmp_path / "f", patience=QUICK)
    assert len(server.ranges) == 3
    assert list(tmp_path.iterdir()) == []


def test_an_absent_file_is_refused_at_once(server, tmp_path):
    server.script = [status(404)]
    with pytest.raises(Refused, match="404"):
        download(server.address, tmp_path / "f", patience=QUICK)
    assert len(server.ranges) == 1


def test_a_silent_server_is_left(server, tmp_path):
    server.script = [silence(server)]
    with pytest.raises(Refused, match="téléchargement impossible"):
        download(server.address, tmp_path / "f", patience=Patience(attempts=1, timeout=0.1))


def test_a_closed_door_is_refused(tmp_path):
    with pytest.raises(Refused, match="refused"):
        download(f"http://127.0.0.1:{free_port()}/x", tmp_path / "f", patience=QUICK)


@pytest.mark.parametrize("announced", [6, 3])
def test_too_much_is_refused_announced_or_not(server, tmp_path, announced):
    server.script = [body(b"123456", announced=announced)]
    limit = Patience(attempts=1, timeout=0.3, max_bytes=2)
    with pytest.raises(Refused, match="plus de"):
        download(server.address, tmp_path / "f", patience=limit)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"<!DOCTYPE html><p>Maintenance</p>", b"", b"PK\x03\x04 half an archive"])
def test_wrong_content_is_refused_and_nothing_is_installed(server, home, content):
    server.script = [body(content)]
    with pytest.raises(Refused):
        install(home, "rome", origin=server.address)
    assert not (home / "references").exists()


@pytest.mark.parametrize("address", ["file:///etc/hostname", "ftp://127.0.0.1/x", "https:///x"])
def test_only_web_addresses_are_fetched(tmp_path, address):
    with pytest.raises(Refused) as refusal:
        download(address, tmp_path / "f")
    assert refusal.value.kind is Kind.CALL


def test_a_machine_without_network_gets_the_starter_within_three_seconds(home):
    began, said = time.monotonic(), []
    address = f"http://127.0.0.1:{free_port()}/x"
    release = install(home, "rome", address=address, progress=lambda _d, _t, message: said.append(message.en))
    assert release.origin == "starter"
    assert time.monotonic() - began < 3
    assert "127.0.0.1: no answer" in said


def test_a_failing_official_site_leads_to_the_starter_and_is_told(server, home):
    server.script, said = [status(404)], []
    release = install(
        home, "rome", address=server.address, patience=QUICK, progress=lambda _d, _t, message: said.append(message.en)
    )
    assert release.origin == "starter"
    assert any("the server answers 404" in sentence for sentence in said)


def test_no_download_means_no_request(server, home):
    server.script = [status(500)]
    assert install(home, "rome", address=server.address, download=False).origin == "starter"
    assert server.ranges == []


def test_reachable_waits_no_longer_than_it_was_told(monkeypatch):
    given_up = Event()

    def hang(*_arguments, **_named):
        given_up.wait(5)
        raise OSError

    monkeypatch.setattr(socket, "create_connection", hang)
    began = time.monotonic()
    assert not reachable("http://127.0.0.1/x", seconds=0.1)
    given_up.set()
    assert time.monotonic() - began < 2


def test_an_interrupted_download_leaves_nothing(server, archive, home):
    server.script = [body(archive.read_bytes())]

    def stop(_done, _total, message):
        if message.en == "downloading":
            raise Interrupted

    with pytest.raises(Interrupted):
        install(home, "rome", origin=server.address, progress=stop)
    assert list(home.iterdir()) == []


def test_the_real_archive_served_from_loopback_is_the_real_release(server, data, home, tmp_path):
    real = data / "reference" / "rome_v460_csv.zip"
    server.script = [body(real.read_bytes()[:100_000], announced=real.stat().st_size), rest(real.read_bytes())]
    served = install(home, "rome", origin=server.address, patience=QUICK)
    assert served.source_digest == file_digest(real)
    assert served.digest == install(tmp_path / "other", "rome", data=data).digest
    assert current(home, "rome") == served
