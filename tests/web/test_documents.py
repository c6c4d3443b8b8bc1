"""Documents of the occupations part: what leaves the cluster holds no name and no withheld figure."""

import io
import zipfile

import docx
import pytest
from tests.web.figured import LONELY, fill, references

ADDRESSES = (
    "/metiers/lettre.docx?to=École",
    "/metiers/lettre.pdf",
    "/metiers/recommandations.docx",
    "/metiers/H2913/fiche.docx",
    "/metiers/H2913/fiche.pdf",
    f"/metiers/{LONELY}/fiche.docx",
    "/metiers/donnees-ouvertes.zip",
)


@pytest.fixture
def figured(people, settings):
    references(settings.HOME)
    fill(people["officer"].cluster)
    return people


def words(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_page_offers_every_document_and_each_opens(figured, browse):
    client = browse(figured["member"])
    page = client.get("/metiers/documents").content.decode()
    for address in ("/metiers/lettre.docx", "/metiers/recommandations.pdf", "/metiers/donnees-ouvertes.zip"):
        assert address in page
    for address in ADDRESSES:
        response = client.get(address)
        assert response.status_code == 200, address
        assert response.content[:2] in (b"PK", b"%P")


def test_nobody_is_named_and_nothing_withheld_is_told(figured, browse):
    client = browse(figured["officer"])
    for address in ADDRESSES:
        if "docx" in address:
            assert "Secrète" not in words(client.get(address).content), address
    archive = zipfile.ZipFile(io.BytesIO(client.get("/metiers/donnees-ouvertes.zip").content))
    rows = archive.read("figures.csv").decode()
    assert "H2913" in rows
    assert LONELY not in rows


def test_the_letter_is_addressed(figured, browse):
    assert "École" in words(browse(figured["officer"]).get("/metiers/lettre.docx?to=École").content)


def test_before_any_figure_and_for_unknown_codes_there_is_nothing(people, browse, settings):
    references(settings.HOME)
    client = browse(people["officer"])
    for address in ("/metiers/documents", "/metiers/lettre.pdf", "/metiers/donnees-ouvertes.zip"):
        assert client.get(address).status_code == 404
    fill(people["officer"].cluster)
    for address in ("/metiers/X0000/fiche.pdf", "/metiers/lettre.exe"):
        assert client.get(address).status_code == 404
