"""Lists that sort, page and keep a stable address: ``?tri=-nom&page=3`` beside the filters of the part's form.

A view says the columns, fills the page, and the pieces ``grappe/table_head.html`` and ``grappe/pager.html`` show it::

    listing = Listing(request.GET, columns=COLUMNS, default="name")
    context = {"listing": listing.of(queries.organisations(cluster))}        # from the ORM
    listing.fill(rows, total)                                                # or from the store
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import F, Model, QuerySet
from django.db.models.expressions import OrderBy
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.http import urlencode

#: Filters that a link sets and no form field shows: the rows behind a figure.
KEPT = ("occupation", "departement", "month", "source", "member")
#: Counting stops here; a list says « plus de 10 000 ».
COUNT_UP_TO = 10_000


def kept(parameters: QueryDict) -> dict[str, str]:
    """The filters of ``KEPT`` that an address sets, without the NUL that PostgreSQL refuses."""
    said = {name: str(parameters.get(name, "")).replace("\0", "") for name in KEPT}
    return {name: value for name, value in said.items() if value}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list. ``order``: ORM fields (or store columns) it sorts by; empty: it does not sort."""

    key: str
    label: str | Promise
    order: tuple[str, ...] = ()
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """A column head as shown: ``address`` sorts by it, ``state`` is the value of ``aria-sort``."""

    column: Column
    address: str
    state: str


class Listing:
    """One page of a list. Unknown sort keys and page numbers fall back to the first; nothing a person types raises."""

    def __init__(self, parameters: QueryDict, *, columns: Sequence[Column], default: str, per_page: int = 20) -> None:
        self.parameters = parameters
        self.columns = tuple(columns)
        self.per_page = per_page
        asked = str(parameters.get("tri") or default)
        known = {column.key: column for column in columns if column.order}
        key = asked if asked.lstrip("-") in known else default
        self.sort = known[key.lstrip("-")]
        self.descending = key.startswith("-")
        page = str(parameters.get("page", "1"))
        self.page = max(1, int(page)) if page.isdecimal() and len(page) < 7 else 1
        self.rows: Sequence[Any] = ()
        self.total = 0

    @property
    def ordering(self) -> list[str]:
        """The fields to order by, ``-`` before descending ones."""
        turned = [field[1:] if field.startswith("-") else f"-{field}" for field in self.sort.order]
        return turned if self.descending else list(self.sort.order)

    @property
    def offset(self) -> int:
        """How many rows stand before this page."""
        return (self.page - 1) * self.per_page

    def of(self, queryset: QuerySet[Any]) -> Self:
        """Fills the page from a queryset: two queries, the count capped at ``COUNT_UP_TO``."""
        total = queryset.order_by()[: COUNT_UP_TO + 1].count()
        ordered = queryset.order_by(*(_last(queryset.model, name) for name in self.ordering), "pk")
        return self.fill(list(ordered[self.offset : self.offset + self.per_page]), total)

    def fill(self, rows: Sequence[Any], total: int) -> Self:
        """Fills the page with rows read elsewhere and the number of all rows."""
        self.rows, self.total = rows, total
        return self

    @property
    def capped(self) -> bool:
        """Whether there are more rows than were counted."""
        return self.total > COUNT_UP_TO

    @property
    def pages(self) -> int:
        """Number of pages that can be reached."""
        return max(1, -(-min(self.total, COUNT_UP_TO) // self.per_page))

    @property
    def first(self) -> int:
        """Rank of the first row shown; 0 when there is none."""
        return self.offset + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """Rank of the last row shown."""
        return self.offset + len(self.rows)

    @property
    def previous(self) -> str:
        """Address of the page before, or empty."""
        return self.address(page=self.page - 1) if self.page > 1 else ""

    @property
    def next(self) -> str:
        """Address of the page after, or empty."""
        return self.address(page=self.page + 1) if self.page < self.pages else ""

    @property
    def heads(self) -> Iterator[Head]:
        """The column heads, each with the address that sorts by it (again: the other way)."""
        for column in self.columns:
            state = "none"
            if column == self.sort:
                state = "descending" if self.descending else "ascending"
            turned = f"-{column.key}" if state == "ascending" else column.key
            yield Head(column, self.address(tri=turned, page=None) if column.order else "", state)

    def address(self, **changes: Any) -> str:
        """The query string of this list with some parameters changed; ``None`` removes one."""
        copy = self.parameters.copy()
        for name, value in changes.items():
            if value is None:
                copy.pop(name, None)
            else:
                copy[name] = str(value)
        return f"?{copy.urlencode()}"

    @property
    def kept(self) -> list[tuple[str, str, str]]:
        """Name, value and address without it, of each filter that a link set."""
        return [
            (name, value, self.address(**{name: None, "page": None})) for name, value in kept(self.parameters).items()
        ]

    @property
    def kept_query(self) -> str:
        """The filters that a link set, as a query string for a list beside this one."""
        chosen = kept(self.parameters)
        return f"?{urlencode(chosen)}" if chosen else ""

    def export(self, extension: str) -> str:
        """The address that downloads the whole list: ``export=xlsx`` or ``csv``."""
        return self.address(export=extension, page=None)

    @property
    def exports(self) -> list[tuple[str, str]]:
        """Name and address of each export."""
        return [("xlsx", self.export("xlsx")), ("csv", self.export("csv"))]


def _last(model: type[Model], name: str) -> str | OrderBy:
    """An order in which nothing known comes last, up or down, on both databases; a column never null keeps its index.

    >>> from grappe.web.needs.models import Need
    >>> _last(Need, "-title")
    '-title'
    """
    path = name.removeprefix("-")
    if not _nullable(model, path):
        return name
    field = F(path)
    return field.desc(nulls_last=True) if name.startswith("-") else field.asc(nulls_last=True)


def _nullable(model: type[Model], path: str) -> bool:
    first, _, rest = path.partition("__")
    if first == "pk":
        return False
    field = model._meta.get_field(first)
    return bool(field.null or (rest and field.related_model and _nullable(field.related_model, rest)))
