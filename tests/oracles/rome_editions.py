"""What changed from ROME 3 to ROME 4, counted slowly from the archives themselves: no reader, no index, no frame."""

import csv
import io
import zipfile
from pathlib import Path


def lines(archive: Path, member: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(archive) as opened:
        name = next(name for name in opened.namelist() if member in name and "riasec" not in name)
        return list(csv.DictReader(io.StringIO(opened.read(name).decode("utf-8").replace("''", "'"))))


def counted(old: Path, new: Path) -> dict[str, int]:
    """The counts of the difference, each by its definition in words."""
    was = [(line["code_ogr"], line["code_rome"]) for line in lines(old, "referentiel_appellation")]
    now = [(line["code_ogr"], line["code_rome"]) for line in lines(new, "referentiel_appellation")]
    parents = {line["code_rome"]: line["code_rome_parent"] for line in lines(new, "referentiel_code_rome")}
    listed = {line["code_rome"] for line in lines(old, "referentiel_code_rome")} | {rome for _, rome in was}
    before = dict(was)
    links = set()
    for code, parent in parents.items():
        if code in listed:
            links.add((code, code))
            continue
        givers = {before[title] for title, rome in now if rome == code and title in before}
        links |= {(giver, code) for giver in givers or {parent} & listed}
    after = dict(now)
    return {
        "old_count": len(listed),
        "new_count": len(parents),
        "new_codes": sum(code not in listed for code in parents),
        "split": sum(sum(old == code for old, _ in links) > 1 for code in listed),
        "merged": sum(sum(new == code for _, new in links) > 1 for code in parents),
        "appeared": sum(all(new != code for _, new in links) for code in parents),
        "disappeared": sum(all(old != code for old, _ in links) for code in listed),
        "moved": sum(title in after and after[title] != rome for title, rome in was),
        "titles_appeared": sum(title not in before for title, _ in now),
        "titles_disappeared": sum(title not in after for title, _ in was),
    }
