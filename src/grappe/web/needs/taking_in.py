"""From rows of the frame of needs to records and back."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa
from django.db.models import QuerySet

from grappe.needs import NEEDS
from grappe.web.clusters.models import Cluster, Organisation
from grappe.web.needs.models import Need
from grappe.web.needs.search import normalised

#: Columns that a record holds under the same name; empty text stands for null.
TEXTS = (
    "title", "description", "employer", "siret", "naf", "rome_given", "contract", "pay_unit", "insee", "departement",
    "postcode", "place", "language", "url", "experience", "education",
)  # fmt: skip
PLAIN = (
    "kind",
    "positions",
    "hours_per_week",
    "pay_min",
    "pay_max",
    "lat",
    "lon",
    "published",
    "starts",
    "difficult",
    "seasonal",
)
FIELDS = (*TEXTS, *PLAIN, "skills")
CHUNK, KEY_LIMIT = 500, 200


def fields_of(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the frame as values of a record: null texts become empty, texts are cut to their column."""
    values: dict[str, Any] = {name: _cut(name, row[name] or "") for name in TEXTS}
    values |= {name: row[name] for name in PLAIN}
    values["skills"] = row["skills"] or []
    values["search_text"] = search_text(values)
    return values


def search_text(values: dict[str, Any]) -> str:
    """The words by which a need is found: title, employer, place, skills."""
    return normalised(" ".join([values["title"], values["employer"], values["place"], *values["skills"]]))


def _cut(name: str, text: str) -> str:
    limit = getattr(Need._meta.get_field(name), "max_length", None)
    return text[:limit] if limit else text


def store_rows(
    *, cluster: Cluster, source: str, rows: Iterable[dict[str, Any]], organisation: Organisation | None
) -> tuple[int, int, int]:
    """Adds or updates needs by source and key; gives how many were new, changed and unchanged.

    ``organisation`` is set on every need when given (a member sends its own); otherwise a row finds its organisation
    by its ``member`` key, else by SIRET, else by name.
    """
    finder = OrganisationFinder(cluster, organisation)
    counts = [0, 0, 0]
    for chunk in _chunks(rows):
        for place, number in enumerate(_store_chunk(cluster, source, chunk, finder)):
            counts[place] += number
    return counts[0], counts[1], counts[2]


def _store_chunk(
    cluster: Cluster, source: str, rows: list[dict[str, Any]], finder: "OrganisationFinder"
) -> tuple[int, int, int]:
    keys = [key_of(row["source_key"]) for row in rows]
    known = {need.key: need for need in Need.objects.filter(cluster=cluster, source=source, key__in=keys)}
    new, changed = [], []
    for key, row in zip(keys, rows, strict=True):
        values = finder.completed(row)
        need = known.get(key)
        if need is not None and values["organisation_id"] is None:
            values["organisation_id"] = need.organisation_id  # who it belongs to is not forgotten
        if need is None:
            known[key] = need = Need(cluster=cluster, source=source, key=key, **values)
            new.append(need)
        elif _differs(need, values):
            _apply(need, values)
            changed.append(need)
    Need.objects.bulk_create(new)
    written = [*FIELDS, "organisation", "search_text", "version", "decision"]
    Need.objects.bulk_update([need for need in changed if need.pk], written)
    return len(new), len(changed), len(rows) - len(new) - len(changed)


def key_of(source_key: str) -> str:
    """The key of a record: the source's own, its end digested where it is too long to be kept whole."""
    if len(source_key) <= KEY_LIMIT:
        return source_key
    digest = hashlib.blake2b(source_key.encode("utf-8", "replace"), digest_size=16).hexdigest()
    return f"{source_key[: KEY_LIMIT - len(digest) - 1]}~{digest}"


def _differs(need: Need, values: dict[str, Any]) -> bool:
    return any(getattr(need, name) != value for name, value in values.items())


def _apply(need: Need, values: dict[str, Any]) -> None:
    if need.title != values["title"] or need.rome_given != values["rome_given"]:
        need.decision = "waiting"
    for name, value in values.items():
        setattr(need, name, value)
    need.version += 1


def _chunks(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    chunk: list[dict[str, Any]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


class OrganisationFinder:
    """Which organisation of the cluster a row speaks for.

    An organisation that takes another's name gets nothing by it: a name that two of them bear is nobody's, and a name
    never stands before a SIRET or a key.
    """

    def __init__(self, cluster: Cluster, always: Organisation | None) -> None:
        self._always = always
        self._known: dict[str, Organisation | None] = {}
        if always is None:
            every = list(cluster.organisations.only("pk", "key", "name", "siret"))
            for found in every:
                name = found.name.casefold()
                self._known[name] = None if name in self._known else found
            self._known |= {found.siret: found for found in every if found.siret}
            self._known |= {found.key: found for found in every}

    def find(self, row: dict[str, Any]) -> Organisation | None:
        """The organisation, or ``None`` where the cluster knows none."""
        if self._always:
            return self._always
        named = (row["member"], row["siret"], (row["employer"] or "").casefold())
        return next((found for text in named if text and (found := self._known.get(text))), None)

    def completed(self, row: dict[str, Any]) -> dict[str, Any]:
        """The values of the row's record, its organisation found; an employer that is not named is that one."""
        organisation = self.find(row)
        if organisation and not row["employer"]:
            row = row | {"employer": organisation.name}
        return fields_of(row) | {"organisation_id": organisation.pk if organisation else None}


def table_of(needs: QuerySet[Need]) -> pa.Table:
    """Records as a checked table of the frame of needs; a need without SIRET has its organisation's."""
    names = ("source", "key", "organisation__key", "organisation__siret", *FIELDS)
    rows = (dict(zip(names, values, strict=True)) for values in needs.values_list(*names).iterator(chunk_size=2000))
    return NEEDS.check(NEEDS.from_rows(_row(values) for values in rows))


def _row(values: dict[str, Any]) -> dict[str, Any]:
    row = {name: values[name] or None for name in TEXTS} | {name: values[name] for name in PLAIN}
    return row | {
        "title": values["title"],
        "siret": values["siret"] or values["organisation__siret"] or None,
        "need_id": f"{values['source']}:{values['key']}",
        "source": values["source"],
        "source_key": values["key"],
        "skills": values["skills"] or None,
        "member": values["organisation__key"],
    }
