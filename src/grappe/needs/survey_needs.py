"""Planned hires of a survey as needs."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from grappe.needs.frames import NEEDS


def needs_of_hires(
    hires: Sequence[Mapping[str, Any]], *, source: str, respondent: str, day: date, employer: Mapping[str, Any]
) -> pa.Table:
    """One need (``NEEDS``, kind survey) per planned hire of one respondent.

    ``hires`` as ``check_answers`` gives them. ``employer``: any of ``employer``, ``siret``, ``naf``, ``insee``,
    ``departement``, ``place``, ``member``. The key is the respondent and the occupation as written, so that a second
    answer of the same respondent replaces the first.
    """
    rows = [{**_need(hire, source, respondent, day), **employer} for hire in hires]
    return NEEDS.check(NEEDS.from_rows(rows))


def _need(hire: Mapping[str, Any], source: str, respondent: str, day: date) -> dict[str, Any]:
    key = f"{respondent}:{hire['title'].casefold()}"
    return {
        "need_id": f"{source}:{key}",
        "source": source,
        "source_key": key,
        "kind": "survey",
        "title": hire["title"],
        "description": hire.get("cause") or None,
        "positions": hire["positions"],
        "difficult": hire.get("difficult"),
        "seasonal": hire.get("seasonal"),
        "contract": "seasonal" if hire.get("seasonal") else None,
        "published": day,
        "skills": [],
    }
