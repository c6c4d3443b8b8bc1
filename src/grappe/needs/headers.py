"""Where the header of a table is, and what its columns are called."""

from collections.abc import Sequence

from grappe.words import Refused, Sentence

LOOKED_AT = 20  #: rows at the top among which the header is looked for
MOST_COLUMNS = 16_384  #: as many as a workbook has
_WIDE = 0.6


def header_index(rows: Sequence[Sequence[str]]) -> int:
    """The rank of the header: the first row nearly as wide as the widest; title lines above it are narrow."""
    widths = [sum(1 for cell in row if cell) for row in rows]
    wide = max(widths, default=0) * _WIDE
    return next((rank for rank, width in enumerate(widths) if width and width >= wide), 0)


def column_names(header: Sequence[str]) -> list[str]:
    """Names of columns: a column without a name gets its rank, one whose name comes again gets a number.

    Raises ``Refused`` for more columns than a workbook has.
    """
    if len(header) > MOST_COLUMNS:
        raise Refused(
            Sentence(f"tableau démesuré ({len(header)} colonnes)", f"table of excessive width ({len(header)} columns)"),
            hint=Sentence("vérifiez le séparateur et les fins de ligne", "check the delimiter and the line ends"),
        )
    names: list[str] = []
    seen: dict[str, int] = {}
    for rank, cell in enumerate(header, start=1):
        name = " ".join(cell.split()) or f"#{rank}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names
