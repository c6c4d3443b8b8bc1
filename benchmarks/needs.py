"""How fast ``grappe needs read`` takes needs in, from the call to the answer, and what memory a large file costs."""

import csv
import gzip
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CSV_BAR, API_BAR, MEMORY_BAR = 20_000, 5_000, 1_000
ROWS, ADS = 190_000, 25_000
_COMMAND = [sys.executable, "-c", "from grappe.cli import main; main()", "needs"]
_TEXT = (
    "soudeur atelier équipe production maintenance qualité sécurité plan ligne robot câblage contrôle client projet "
    "méthode usine la les des pour vous notre nous recherchons"
)
_HEADER = (
    "Référence;Intitulé;Missions;Entreprise;SIRET;Code NAF;Code ROME;Contrat;Heures;Nombre de postes;Salaire;Commune;"
    "Code postal;Date;Début;Compétences;Difficile"
)


def run() -> list[dict[str, Any]]:
    """Rows a second by file format (real ads where ``GRAPPE_DATA`` has them), memory, rows unaccounted for."""
    data = os.environ.get("GRAPPE_DATA")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        env = {**os.environ, "GRAPPE_HOME": str(work / "home")}
        _read([_ads(work, data, 10)], work / "warm", env)  # installs the references
        table = _survey(work)
        size = table.stat().st_size // 2**20
        figures = [
            _speed(f"needs read, CSV of {size} MB", [table], work / "a", env, CSV_BAR),
            _memory(f"peak memory, CSV of {size} MB"),
            _speed(f"needs read, API JSON, {ADS:,} ads", [_ads(work, data, ADS)], work / "b", env, API_BAR),
        ]
        return figures + (_real(work, Path(data), env) if data else [])


def _read(paths: list[Path], store: Path, env: dict[str, str]) -> tuple[dict[str, Any], float]:
    began = time.perf_counter()
    call = [*_COMMAND, "read", *map(str, paths), "--into", str(store), "--json"]
    done = subprocess.run(call, capture_output=True, text=True, check=True, env=env)
    return json.loads(done.stdout), time.perf_counter() - began


def _speed(what: str, paths: list[Path], store: Path, env: dict[str, str], bar: int | None) -> dict[str, Any]:
    """The better of two calls into a fresh store, start of the program included."""
    speeds = []
    for trial in range(2):
        report, seconds = _read(paths, store / str(trial), env)
        speeds.append(report["accepted"] / seconds)
    best = round(max(speeds))
    return {"what": what, "value": best, "unit": "rows/s", "bar": bar, "ok": best >= bar if bar else None}


def _memory(what: str) -> dict[str, Any]:
    """The largest call so far, which is the one just before."""
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return {"what": what, "value": peak, "unit": "MB", "bar": MEMORY_BAR, "ok": peak <= MEMORY_BAR}


def _real(work: Path, data: Path, env: dict[str, str]) -> list[dict[str, Any]]:
    """The 22,923 ads, the page and the eight feeds as they come; the ads exported to CSV and read back."""
    ads = data / "ads" / "offres_unified.jsonl.gz"
    paths = [ads, data / "ads" / "api_v2_page_150.json", *sorted((data / "feeds").iterdir())]
    report, _ = _read(paths, work / "all", env)
    left = report["rows"] - report["accepted"] - report["refused"] - report["unchanged"]
    table = work / "real.csv"
    subprocess.run(
        [*_COMMAND, "export", str(work / "all"), "--out", str(table)], check=True, env=env, capture_output=True
    )
    return [
        {"what": "real rows unaccounted for", "value": left, "unit": f"of {report['rows']}", "bar": 0, "ok": left == 0},
        _speed("needs read, 22,923 real ads, JSONL", [ads], work / "c", env, API_BAR),
        _speed("needs read, the real ads as CSV (start included)", [table], work / "d", env, None),
    ]


def _ads(work: Path, data: str | None, count: int) -> Path:
    """Ads as the API gives them, in one page; real ones repeated under new identifiers where there are any."""
    path = work / f"ads{count}.json"
    source = random.Random(5)
    listed = _real_ads(Path(data)) if data else [_invented(source) for _ in range(400)]
    found = [{**listed[number % len(listed)], "id": f"N{number}"} for number in range(count)]
    path.write_text(json.dumps({"resultats": found}, ensure_ascii=False), "utf-8")
    return path


def _real_ads(data: Path) -> list[dict[str, Any]]:
    with gzip.open(data / "ads" / "api_v2_raw.jsonl.gz", "rt", encoding="utf-8") as stream:
        return [ad for line in stream if (ad := json.loads(line)).get("intitule")]


def _invented(source: random.Random) -> dict[str, Any]:
    return {
        "intitule": _words(source, 4),
        "description": _words(source, 250),
        "romeCode": "H2913",
        "typeContrat": "CDI",
        "lieuTravail": {"libelle": "59 - LILLE", "codePostal": "59000"},
        "dateCreation": "2026-01-05T08:00:00.000Z",
    }


def _survey(work: Path) -> Path:
    """An invented survey of about 1,080 bytes a row."""
    path = work / "survey.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(_HEADER.split(";"))
        writer.writerows(_rows(random.Random(5)))
    return path


def _rows(source: random.Random) -> Iterator[list[str]]:
    texts = [_words(source, 120) + "\nÀ bientôt" for _ in range(997)]
    for number in range(ROWS):
        contract = source.choice(["CDI", "CDD 6 mois", "Intérim"])
        pay = f"{source.randrange(18, 40) * 100} € / mois"
        day = f"{source.randrange(1, 28):02}/{source.randrange(1, 11):02}/2025"
        who = [f"Société {number % 4000}", "73282932000074", "28.41Z", "H2913", contract, "35", source.choice("1123")]
        where = ["Lille", "59000", day, "01/09/2026", "soudage TIG;lecture de plan", source.choice(["oui", ""])]
        yield [f"R{number}", _words(source, 4), texts[number % 997], *who, pay, *where]


def _words(source: random.Random, count: int) -> str:
    return " ".join(source.choices(_TEXT.split(), k=count)).capitalize()
