"""A record → a need, or the reason why not: every field understood, every doubt said."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import pyarrow as pa

from grappe.needs import issues
from grappe.needs.contracts import contract_of
from grappe.needs.days import day_of
from grappe.needs.figures import flag_of, hours_of, number_of
from grappe.needs.frames import CONTRACTS, KINDS, NEEDS
from grappe.needs.issues import Level, Remark
from grappe.needs.layouts import Extraction, Layout
from grappe.needs.markup import text_of, title_of
from grappe.needs.pay import names_money
from grappe.needs.places import Places
from grappe.needs.plain import words
from grappe.needs.raw import Record
from grappe.needs.row_values import CODES, SHORT_LIMIT, listed, paid, position
from grappe.needs.tongues import language_of

TITLE_LIMIT, TEXT_LIMIT = 300, 60_000
MANY_POSITIONS, MOST_POSITIONS = 1_000, 9_999

Need = dict[str, Any]  #: every column of the frame, in order
Values = tuple[Any, ...]  #: the values of a need: lighter to keep


#: A need of which nothing is known, in the order of the frame's columns.
_BLANK: Need = dict.fromkeys(NEEDS.names)


def needs_table(needs: Sequence[Values]) -> pa.Table:
    """Needs as a table of the frame ``NEEDS``, each given by its values in the order of the columns."""
    columns = zip(*needs, strict=True)
    return pa.Table.from_arrays(
        [pa.array(c, f.type) for c, f in zip(columns, NEEDS.schema, strict=True)], schema=NEEDS.schema
    )


class Fault(NamedTuple):
    """A remark about one field of a row; ``value`` is what was written, cut to what a person can look at."""

    level: Level
    field: str | None
    value: str | None
    remark: Remark


class Outcome(NamedTuple):
    """What became of a record: a need (``None`` when refused) and what there is to say about it.

    ``digested`` says that the key is a digest: two different needs may then share it. ``repeated``: the file held this
    very need before.
    """

    record: Record
    need: Need | None
    faults: list[Fault]
    digested: bool = False
    content: int = 0
    repeated: bool = False


class _Refusal(Exception):  # noqa: N818 - leaves the row, never the module
    def __init__(self, field: str | None, value: str | None, remark: Remark) -> None:
        self.fault = Fault("refusal", field, value, remark)


class RowReader:
    """Understands the records of one layout.

    ``rome_codes`` is ``None`` where no release of the ROME is at hand; ``language`` is that of texts too short to tell.
    """

    def __init__(
        self,
        layout: Layout,
        *,
        source: str,
        day: date,
        places: Places,
        rome_codes: Collection[str] | None = None,
        member: str | None = None,
        language: str | None = None,
    ) -> None:
        self.layout = layout
        self._extract = Extraction(layout).extract
        self._source = source
        self._latest = day + timedelta(days=1)
        self._places = places
        self._rome_codes = rome_codes
        self._member = member
        self._language_else = language
        self._faults: list[Fault] = []

    def read(self, record: Record) -> Outcome:
        """What becomes of a record."""
        self._faults = []
        texts = self._extract(record.cells)
        try:
            if record.fault:
                raise _Refusal(None, None, Remark(record.fault, issues.SHAPE))
            need = self._need(texts)
        except _Refusal as refusal:
            return Outcome(record, None, [*self._faults, refusal.fault])
        digested = "source_key" not in texts
        return Outcome(record, need, self._faults, digested, hash(tuple(texts.items())))

    def _need(self, texts: Mapping[str, str]) -> Need:
        kind = texts.get("kind", self.layout.kind)
        need: Need = _BLANK | {
            "kind": kind if kind in KINDS else self.layout.kind,
            "source": texts.get("source") or self._source,
            "title": self._title(texts.get("title", "")),
            "positions": self._positions(texts.get("positions")),
            "description": self._text(texts.get("description")),
            "employer": self._short("employer", texts),
            "contract": self._contract(texts.get("contract"), kind),
            "hours_per_week": self._hours(texts.get("hours_per_week"), kind),
            "published": self._day("published", texts),
            "starts": self._day("starts", texts),
            "url": self._url(texts.get("url")),
            "experience": self._short("experience", texts),
            "education": self._short("education", texts),
            "skills": listed(texts.get("skills")),
            "difficult": flag_of(texts["difficult"]) if "difficult" in texts else None,
            "seasonal": flag_of(texts["seasonal"]) if "seasonal" in texts else None,
            "member": texts.get("member") or self._member,
        }
        self._codes(need, texts)
        self._pay(need, texts)
        self._place(need, texts)
        self._language(need, texts)
        self._key(need, texts)
        return need

    def _warn(self, field: str, value: str | None, remark: Remark) -> None:
        self._faults.append(Fault("warning", field, value and value[:200], remark))

    def _title(self, text: str) -> str:
        title = title_of(text)
        if not title:
            raise _Refusal("title", text[:200] or None, issues.NO_TITLE)
        if len(title) > TITLE_LIMIT:
            self._warn("title", title, issues.CUT_TEXT)
            title = title[:TITLE_LIMIT]
        return title

    def _positions(self, text: str | None) -> int:
        if text is None or text == "1":
            return 1
        number = number_of(text)
        if number is None or number < 1 or number != int(number):
            raise _Refusal("positions", text[:200], issues.NOT_A_COUNT)
        if number > MOST_POSITIONS:
            raise _Refusal("positions", text[:200], issues.TOO_MANY)
        if number > MANY_POSITIONS:
            self._warn("positions", text, issues.MANY)
        return int(number)

    def _text(self, raw: str | None) -> str | None:
        if raw is None:
            return None
        if len(raw) > 4 * TEXT_LIMIT:
            raw = raw[: 4 * TEXT_LIMIT]
            self._warn("description", raw[:60], issues.CUT_TEXT)
            return text_of(raw)[:TEXT_LIMIT] or None
        text = text_of(raw)
        if len(text) > TEXT_LIMIT:
            self._warn("description", text[:60], issues.CUT_TEXT)
        return text[:TEXT_LIMIT] or None

    def _short(self, field: str, texts: Mapping[str, str]) -> str | None:
        raw = texts.get(field)
        return title_of(raw)[:SHORT_LIMIT] or None if raw else None

    def _contract(self, text: str | None, kind: str) -> str | None:
        if text is None or text in CONTRACTS:
            return text
        found = contract_of(text[:200])
        if found is None and kind == "survey":
            self._warn("contract", text, issues.NOT_A_CONTRACT)
        return found

    def _hours(self, text: str | None, kind: str) -> float | None:
        found = hours_of(text[:200]) if text else None
        if text and found is None and kind == "survey" and any(c.isdigit() for c in text):
            self._warn("hours_per_week", text, issues.NOT_HOURS)
        return found

    def _day(self, field: str, texts: Mapping[str, str]) -> date | None:
        text = texts.get(field)
        if text is None:
            return None
        found = day_of(text[:80])
        if found is None:
            self._warn(field, text, issues.NOT_A_DAY)
        elif field == "published" and found > self._latest:
            self._warn(field, text, issues.FUTURE)
        return found

    def _url(self, text: str | None) -> str | None:
        return text if text and text.startswith(("http://", "https://")) and len(text) < 4000 else None

    def _codes(self, need: Need, texts: Mapping[str, str]) -> None:
        for field, parse, remark in CODES:
            text = texts.get(field)
            code = parse(text) if text else None
            if text and code is None:
                self._warn(field, text, remark)
            need[field] = code
        rome = need["rome_given"]
        if rome and self._rome_codes is not None and rome not in self._rome_codes:
            self._warn("rome_given", rome, issues.UNKNOWN_ROME)

    def _pay(self, need: Need, texts: Mapping[str, str]) -> None:
        said = [texts[field] for field in ("pay_min", "pay_max", "pay") if field in texts]
        if not said:
            return
        found = paid(texts)
        if found:
            need["pay_min"], need["pay_max"], need["pay_unit"] = found
        elif "pay" not in texts or names_money(texts["pay"]):
            self._warn("pay" if "pay" in texts else "pay_min", said[0], issues.NOT_PAY)

    def _place(self, need: Need, texts: Mapping[str, str]) -> None:
        asked = (texts.get("place"), texts.get("postcode"), texts.get("insee"), texts.get("departement"))
        found = self._places.locate(*asked)
        need["place"], need["insee"], need["postcode"], need["departement"], wrong = found
        if "lat" in texts or "geo" in texts:
            need["lat"], need["lon"] = position(texts)
        for field in wrong:
            self._warn(field, texts[field], issues.WRONG_INSEE if field == "insee" else issues.WRONG_POSTCODE)
        if not any(asked) and need["lat"] is None:
            self._warn("place", None, issues.NO_PLACE)
        elif self._places.names_known and not found.insee and not found.departement and need["lat"] is None:
            self._warn("place", found.place, issues.UNKNOWN_PLACE)

    def _language(self, need: Need, texts: Mapping[str, str]) -> None:
        stated = texts.get("language", "")[:2].lower()
        guess = None if stated in ("fr", "en") else language_of(need["description"] or need["title"])
        need["language"] = guess or (stated if stated in ("fr", "en") else self._language_else)

    def _key(self, need: Need, texts: Mapping[str, str]) -> None:
        stated = texts.get("source_key")
        if stated and need["kind"] == "survey" and self.layout.kind == "survey":
            owner = need["member"] or need["siret"] or words(need["employer"] or "")
            stated = f"{owner}/{stated}" if owner else stated
        need["source_key"] = stated[:SHORT_LIMIT] if stated else digest_key(need)
        need["need_id"] = f"{need['source']}:{need['source_key']}"


def digest_key(need: Mapping[str, Any]) -> str:
    """The key of a need whose source gives none: a digest of member, title, employer, place and day."""
    parts = (need.get(name) for name in ("member", "title", "employer", "siret", "place", "postcode", "published"))
    said = "\x1f".join(str(part or "") for part in parts)
    return hashlib.blake2b(said.casefold().encode("utf-8", "replace"), digest_size=10).hexdigest()
