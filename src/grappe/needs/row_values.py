"""Values that several texts of a row say together, and codes checked once for all the rows that repeat them."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from grappe.needs import issues
from grappe.needs.figures import coordinates_of, number_of
from grappe.needs.issues import Remark
from grappe.needs.markup import title_of
from grappe.needs.pay import PayRange, pay_of, pay_range, unit_of
from grappe.words import NafCode, RomeCode, Siret

SHORT_LIMIT = 500  #: characters of a short text: names, experience, one skill


def paid(texts: Mapping[str, str]) -> PayRange | None:
    """The pay that the pay fields say together, or ``None`` where it is not understood."""
    if "pay_min" not in texts and "pay_max" not in texts:
        return pay_of(f"{texts['pay'][:400]} {texts.get('pay_unit', '')[:80]}".rstrip())
    low, high = number_of(texts.get("pay_min", "")), number_of(texts.get("pay_max", ""))
    if low or high:
        return pay_range(low, high, unit_of(texts.get("pay_unit", "")[:80]))
    said = " ".join(texts[field] for field in ("pay", "pay_min", "pay_max", "pay_unit") if field in texts)
    return pay_of(said[:500])


def position(texts: Mapping[str, str]) -> tuple[float | None, float | None]:
    """Latitude and longitude where both are on the globe; swapped ones of metropolitan France are put right."""
    pair = coordinates_of(texts["geo"]) if "geo" in texts else None
    lat, lon = pair or (number_of(texts.get("lat", "")), number_of(texts.get("lon", "")))
    if lat is None or lon is None or not (-90 <= lat <= 90 and -180 <= lon <= 180) or lat == lon == 0:
        return None, None
    return (lon, lat) if -6 <= lat <= 10 and 41 <= lon <= 52 else (lat, lon)


def listed(text: str | None) -> list[str] | None:
    """« soudage TIG ; lecture de plan » → two skills; a lone sentence with commas stays one."""
    if text is None:
        return None
    found = [title_of(part)[:SHORT_LIMIT] for part in text.replace(";", "\n").replace("•", "\n").split("\n")]
    return [part for part in dict.fromkeys(found) if part] or None


@lru_cache(maxsize=65536)
def _siret(text: str) -> str | None:
    code = Siret.parse(text)
    return str(code) if code else None


@lru_cache(maxsize=16384)
def _naf(text: str) -> str | None:
    code = NafCode.parse(text)
    return str(code) if code else None


@lru_cache(maxsize=16384)
def _rome(text: str) -> str | None:
    code = RomeCode.parse(text)
    return str(code) if code else None


#: Fields that hold a code: how it is checked, and what is said when it is wrong.
CODES: tuple[tuple[str, Callable[[str], str | None], Remark], ...] = (
    ("siret", _siret, issues.WRONG_SIRET),
    ("naf", _naf, issues.WRONG_NAF),
    ("rome_given", _rome, issues.WRONG_ROME),
)
