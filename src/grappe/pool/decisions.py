"""The officer's decisions as a file: needs to keep together, needs to keep apart."""

from dataclasses import dataclass
from pathlib import Path

from grappe.pool.cells import text_of
from grappe.tables import read_file
from grappe.words import Refused, Sentence, Where


@dataclass(frozen=True, slots=True)
class Decisions:
    """Groups of needs kept together in one job, and groups that no job holds whole."""

    together: tuple[frozenset[str], ...] = ()
    apart: frozenset[frozenset[str]] = frozenset()


def read_decisions(path: Path) -> Decisions:
    """Decisions of a file with columns ``decision`` (together, apart) and ``needs`` (names with ``;``).

    Raises ``Refused`` for a file that cannot be read and a row that is no decision.
    """
    table = read_file(path)
    groups: dict[str, list[frozenset[str]]] = {"together": [], "apart": []}
    for number, row in enumerate(table.to_pylist(), 2):
        kind, names = text_of(row.get("decision")), text_of(row.get("needs"))
        group = frozenset(name.strip() for name in names.split(";") if name.strip())
        if kind not in groups or len(group) < 2:
            raise Refused(
                Sentence(
                    "une décision est together ou apart, avec deux besoins au moins séparés par ;",
                    "a decision is together or apart, with at least two needs separated by ;",
                ),
                where=Where(file=str(path), row=number, value=f"{kind}: {names}"),
            )
        groups[kind].append(group)
    return Decisions(tuple(groups["together"]), frozenset(groups["apart"]))
