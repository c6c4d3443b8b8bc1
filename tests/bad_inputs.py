"""Bad files as people really send them, and what must become of each: the same table for command line and site."""

import functools
import gzip
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import xlsxwriter

HEAD = (
    "Référence;Intitulé du poste;Nombre de postes;Type de contrat;Commune;Code postal;SIRET;Code ROME;Date;Missions\n"
)
GOOD = "1;Soudeur TIG;2;CDI;Lille;59000;;;;Souder des cuves\n"


@dataclass(frozen=True, slots=True)
class Bad:
    """A file: ``rows`` is (rows, accepted, warned, refused) where it is read, ``None`` where it is refused as a whole.

    ``said`` is what a person reads in French; ``content`` makes the bytes on a given day.
    """

    what: str
    name: str
    content: Callable[[date], bytes]
    rows: tuple[int, int, int, int] | None
    said: str = ""


def _text(text: str, encoding: str = "utf-8") -> Callable[[date], bytes]:
    return lambda day: text.encode(encoding)


def _row(reference: str = "2", **cells: str) -> str:
    names = ("title", "positions", "contract", "place", "postcode", "siret", "rome", "day", "text")
    usual = dict(zip(names, ("Ajusteur", "1", "CDI", "Lille", "59000", "", "", "", ""), strict=True)) | cells
    return ";".join([reference, *usual.values()]) + "\n"


def _ads(*changes: dict) -> str:
    ads = [
        {
            "id": f"{rank:03}XYZ",
            "intitule": "Soudeur",
            "description": "Souder.",
            "lieuTravail": {"libelle": "59 - LILLE", "codePostal": "59000"},
        }
        | {"dateCreation": "2026-02-03T10:00:00.000Z", "typeContrat": "CDI", "romeCode": "H2913"}
        | change
        for rank, change in enumerate(changes)
    ]
    return json.dumps({"resultats": ads})


@functools.cache
def _bomb() -> bytes:
    """A workbook of 64 MB of zeros in 64 kB."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (64 << 20))
    return stream.getvalue()


@functools.cache
def _far_cell() -> bytes:
    """A workbook of five kilobytes whose last cell is the last one there is."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        for row, column, text in ((0, 0, "Intitulé du poste"), (1, 0, "Soudeur"), (1_048_575, 16_383, "x")):
            sheet.write_string(row, column, text)
    return stream.getvalue()


def _many_fields() -> bytes:
    fields = "".join(f"<f{rank}>x</f{rank}>" for rank in range(20_000))
    return f"<jobs><job><title>Soudeur</title>{fields}</job></jobs>".encode()


@functools.cache
def _gzip_bomb() -> bytes:
    stream = io.BytesIO()
    with gzip.open(stream, "wb", compresslevel=9) as packed:
        packed.write(b"a;b\n")
        for _ in range(48):
            packed.write(b"1;2\n" * (1 << 18))
    return stream.getvalue()


def _tomorrow_and_later(day: date) -> bytes:
    return (HEAD + GOOD + _row(day=f"{day + timedelta(days=40):%d/%m/%Y}")).encode()


BAD = (
    Bad("an empty file", "vide.csv", _text(""), None, "vide"),
    Bad("a header only", "entete.csv", _text(HEAD), None, "aucune ligne"),
    Bad("an empty workbook that is none", "faux.xlsx", _text("PK\x03\x04 not a zip"), None, "faux.xlsx"),
    Bad(
        "a wrong delimiter",
        "deux-points.csv",
        _text("Intitulé:Commune\nSoudeur:Lille\nTourneur:Lyon\n"),
        None,
        "séparateur",
    ),
    Bad("cp1252", "windows.csv", _text(HEAD + GOOD + _row(title="Élagueur – œuvre"), "cp1252"), (2, 2, 0, 0)),
    Bad(
        "mixed line ends",
        "fins.csv",
        _text(HEAD.replace("\n", "\r\n") + GOOD + _row().replace("\n", "\r\n")),
        (2, 2, 0, 0),
    ),
    Bad(
        "a cell of a million characters",
        "long.csv",
        _text(HEAD + GOOD + _row(text="x " * 500_000)),
        (2, 2, 1, 0),
        "coupé",
    ),
    Bad(
        "a title of a million characters", "titre.csv", _text(HEAD + _row(title="x" * 1_000_000)), (1, 1, 1, 0), "coupé"
    ),
    Bad("formulas in cells", "formules.csv", _text(HEAD + _row(title='=HYPERLINK("http://x")')), (1, 1, 0, 0)),
    Bad("a zip bomb", "bombe.xlsx", lambda day: _bomb(), None, "démesuré"),
    Bad("a gzip bomb", "bombe.csv.gz", lambda day: _gzip_bomb(), None, "démesuré"),
    Bad("a workbook with one cell at its far end", "loin.xlsx", lambda day: _far_cell(), None, "démesuré"),
    Bad(
        "a table of twenty thousand columns",
        "large.csv",
        _text(";".join(["Commune"] * 20_000) + "\n"),
        None,
        "démesuré",
    ),
    Bad("an offer of twenty thousand fields", "champs.xml", lambda day: _many_fields(), None, "démesurées"),
    Bad("JSON nested without end", "puits.json", _text("[" * 100_000 + "]" * 100_000), None, "démesuré"),
    Bad(
        "JSON objects nested without end",
        "puits-objets.json",
        _text('{"a":' * 50_000 + "1" + "}" * 50_000),
        None,
        "démesuré",
    ),
    Bad("JSON cut in the middle", "coupe.json", _text(_ads({}, {}, {})[:-60]), (2, 2, 0, 0), "coupé après"),
    Bad("JSON cut at once", "coupe-net.json", _text('{"resultats": ['), None, "coupe-net.json"),
    Bad("the same id, other content", "ids.csv", _text(HEAD + GOOD + _row("1")), (2, 1, 0, 1), "même identifiant"),
    Bad("the same row twice", "deux.csv", _text(HEAD + GOOD + GOOD), (2, 1, 0, 0)),
    Bad(
        "a ROME code that does not exist",
        "rome.csv",
        _text(HEAD + _row(rome="H9999")),
        (1, 1, 1, 0),
        "code ROME inconnu",
    ),
    Bad("a day in the future", "futur.csv", _tomorrow_and_later, (2, 2, 1, 0), "dans le futur"),
    Bad(
        "a SIRET with a wrong key", "siret.csv", _text(HEAD + _row(siret="73282932000075")), (1, 1, 1, 0), "SIRET faux"
    ),
    Bad(
        "a need of 10,000 positions", "postes.csv", _text(HEAD + GOOD + _row(positions="10000")), (2, 1, 0, 1), "9 999"
    ),
    Bad(
        "script in titles and texts",
        "script.csv",
        _text(HEAD + _row(title="<b>Soudeur</b><script>alert(1)</script>", text="<img src=x onerror=alert(1)>Souder")),
        (1, 1, 0, 0),
    ),
    Bad(
        "nothing but script in a title",
        "vide-html.csv",
        _text(HEAD + GOOD + _row(title="<script>x</script>")),
        (2, 1, 0, 1),
        "intitulé",
    ),
    Bad("NUL bytes", "nul.csv", _text(HEAD + _row(title="Sou\x00deur", text="a\x00b")), (1, 1, 0, 0)),
    Bad(
        "NUL and half a character in JSON",
        "demi.json",
        _text(
            _ads({"intitule": "Soudeur \u0000x", "description": "a\ud800b \u0000 c", "entreprise": {"nom": "X\ud83d"}})
        ),
        (1, 1, 0, 0),
    ),
    Bad(
        "NUL in a refused value", "nul-refus.json", _text(_ads({}, {"nombrePostes": "tr\u0000ois\ud800"})), (2, 1, 0, 1)
    ),
)
