"""The gap of many at once: by programme, by school, by territory; and registered titles against occupations."""

from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa
from scipy import sparse

from grappe.references import OCCUPATION_SKILLS, OCCUPATIONS, Release
from grappe.teach.certifications import Certification
from grappe.teach.gap import Gap, gap
from grappe.teach.profiles import CORE, ORDINARY
from grappe.teach.things import Programme
from grappe.words import Column, Frame

TITLES_GAP = Frame(
    name="titles_gap",
    grain="one row per certification and occupation of which it teaches something",
    key=("code", "occupation"),
    columns=(
        Column("code", "text", "code of the certification"),
        Column("occupation", "text", "ROME code"),
        Column("covered", "number", "weighted share of its skills that the title's own occupations ask for"),
        Column("own", "flag", "whether the register gives this occupation to the title"),
    ),
)  # fmt: skip


def gap_by(
    programmes: Sequence[Programme],
    links: Sequence[pa.Table],
    needs: pa.Table,
    *,
    key: Callable[[Programme], str],
) -> dict[str, Gap]:
    """The gap of each group of programmes against one profile; ``links`` are those of each programme, in order.

    A group (a school, a territory) covers a need when one of its programmes does.
    """
    groups: dict[str, list[int]] = {}
    for place, programme in enumerate(programmes):
        groups.setdefault(key(programme), []).append(place)
    return {
        name: _together([programmes[place] for place in places], [links[place] for place in places], needs)
        for name, places in groups.items()
    }


def _together(programmes: Sequence[Programme], links: Sequence[pa.Table], needs: pa.Table) -> Gap:
    """Codes of courses are those of their programme: with several, each gets its place before it."""
    if len(programmes) == 1:
        return gap(programmes, links[0], needs)
    renamed, tables = [], []
    for place, (programme, table) in enumerate(zip(programmes, links, strict=True), 1):
        renamed.append(programme.recoded(f"{place}:"))
        courses = pa.array([f"{place}:{code}" for code in table["course"].to_pylist()], pa.string())
        tables.append(table.set_column(table.column_names.index("course"), "course", courses))
    return gap(renamed, pa.concat_tables(tables), needs)


def titles_gap(titles: Sequence[Certification], rome: Release) -> pa.Table:
    """``TITLES_GAP``: every title against every occupation, by the skills of the occupations that the register names.

    A title is taken to teach every skill of its own occupations. Pairs without a skill in common have no row.
    """
    needs, codes = _weights(rome)
    place = {code: row for row, code in enumerate(codes)}
    pairs = [(row, place[code]) for row, one in enumerate(titles) for code in one.rome if code in place]
    at, to = (np.array(values, dtype=int) for values in zip(*pairs, strict=True)) if pairs else (np.zeros(0, int),) * 2
    led = sparse.csr_matrix((np.ones(len(at)), (at, to)), shape=(len(titles), len(codes)))
    taught = (led @ (needs > 0).astype(float)) > 0
    covered = (taught.astype(float) @ needs.T).tocoo()
    own = set(zip(at.tolist(), to.tolist(), strict=True))
    rows, columns = covered.row.tolist(), covered.col.tolist()
    names = [one.code for one in titles]
    return pa.table(
        [
            pa.array([names[row] for row in rows], pa.string()),
            pa.array([codes[column] for column in columns], pa.string()),
            pa.array(np.round(covered.data, 4)),
            pa.array([pair in own for pair in zip(rows, columns, strict=True)]),
        ],
        schema=TITLES_GAP.schema,
    )


def _weights(rome: Release) -> tuple[sparse.csr_matrix, list[str]]:
    """The weights of each occupation's skills (rows that add up to 1), and the codes of the occupations."""
    codes = sorted(row["code"] for row in rome.read(OCCUPATIONS).select(["code"]).to_pylist())
    place = {code: row for row, code in enumerate(codes)}
    skills: dict[str, int] = {}
    cells = [
        (place[row["occupation"]], skills.setdefault(row["skill"], len(skills)), CORE if row["weight"] else ORDINARY)
        for row in rome.read(OCCUPATION_SKILLS).to_pylist()
        if row["occupation"] in place
    ]
    at, to, weights = (np.array(values) for values in zip(*cells, strict=True))
    matrix = sparse.csr_matrix((weights, (at, to)), shape=(len(codes), len(skills)))
    totals = np.asarray(matrix.sum(axis=1)).ravel()
    return sparse.diags(1.0 / np.maximum(totals, 1e-12)) @ matrix, codes
