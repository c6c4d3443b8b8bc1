"""Codes as types: a value that exists is valid.

``RomeCode("m1805")`` is ``"M1805"``; ``RomeCode("M18")`` is refused. A code is a ``str``: it goes into tables, records
and JSON as it is.
"""

import re
from typing import ClassVar, Self

from stdnum.exceptions import ValidationError
from stdnum.fr import siren as siren_number
from stdnum.fr import siret as siret_number

from grappe.words.refusals import Refused, Where
from grappe.words.sentences import Sentence


class Code(str):
    """A code of a nomenclature, checked and normalised when it is made.

    Raises ``Refused`` when the text is not such a code. ``parse`` gives ``None`` instead.
    """

    name: ClassVar[str] = "code"
    example: ClassVar[str] = ""
    pattern: ClassVar[re.Pattern[str]] = re.compile(r".+")

    def __new__(cls, text: object) -> Self:
        value = cls.normalised(str(text))
        if not cls.pattern.fullmatch(value) or not cls.consistent(value):
            raise Refused(
                Sentence(f"ce n'est pas un {cls.name} valide", f"this is not a valid {cls.name}"),
                hint=Sentence(f"exemple : {cls.example}", f"example: {cls.example}"),
                where=Where(value=str(text)),
            )
        return super().__new__(cls, value)

    @classmethod
    def normalised(cls, text: str) -> str:
        """The canonical writing: no spaces, capitals."""
        return re.sub(r"\s+", "", text).upper()

    @classmethod
    def consistent(cls, value: str) -> bool:
        """Whether the check digit or letter, where the code has one, is right."""
        return True

    @classmethod
    def parse(cls, text: object) -> Self | None:
        """The code, or ``None`` where ``text`` is not one."""
        try:
            return cls(text)
        except Refused:
            return None


class RomeCode(Code):
    """An occupation of the ROME (France Travail): a letter and four digits."""

    name, example, pattern = "code ROME", "M1805", re.compile(r"[A-N]\d{4}")

    @property
    def domain(self) -> str:
        """The great domain, a letter: ``"M"``."""
        return self[:1]


class OgrCode(Code):
    """An OGR number of the ROME: appellation, skill, knowledge or working context."""

    name, example, pattern = "code OGR", "126549", re.compile(r"\d{1,7}")


class EscoUri(Code):
    """The URI of an ESCO concept (occupation, skill, ISCO group)."""

    name, example = "URI ESCO", "http://data.europa.eu/esco/occupation/00030d09-2b3a-4efd-87cc-c4ea39d27c34"
    pattern = re.compile(r"http://data\.europa\.eu/esco/(occupation|skill|isco|isced-f|skill-group)/[A-Za-z0-9.\-]+")

    @classmethod
    def normalised(cls, text: str) -> str:
        return text.strip()


class IscoCode(Code):
    """A group of ISCO-08: one to four digits."""

    name, example, pattern = "code CITP (ISCO-08)", "2512", re.compile(r"\d{1,4}")


class NafCode(Code):
    """A sub-class of the NAF rev. 2, written ``62.01Z``."""

    name, example, pattern = "code NAF", "62.01Z", re.compile(r"\d{2}\.\d{2}[A-Z]")

    @classmethod
    def normalised(cls, text: str) -> str:
        bare = super().normalised(text).replace(".", "")
        if re.fullmatch(r"\d{3}[A-Z]", bare):  # a leading zero eaten by a spreadsheet
            bare = "0" + bare
        return f"{bare[:2]}.{bare[2:]}"


class RncpCode(Code):
    """A certification of France compétences: ``RNCP`` or ``RS`` and its number."""

    name, example, pattern = "numéro RNCP ou RS", "RNCP37682", re.compile(r"(RNCP|RS)\d{1,6}")

    @classmethod
    def normalised(cls, text: str) -> str:
        bare = super().normalised(text)
        return f"RNCP{bare}" if bare.isdigit() else bare


class Siren(Code):
    """A legal unit of the Sirene register: nine digits with a Luhn key."""

    name, example, pattern = "SIREN", "732829320", re.compile(r"\d{9}")

    @classmethod
    def normalised(cls, text: str) -> str:
        return _digits(text, 9)

    @classmethod
    def consistent(cls, value: str) -> bool:
        return _valid(siren_number, value)


class Siret(Code):
    """An establishment of the Sirene register: fourteen digits; the key of La Poste's sites follows its own rule."""

    name, example, pattern = "SIRET", "73282932000074", re.compile(r"\d{14}")

    @classmethod
    def normalised(cls, text: str) -> str:
        return _digits(text, 14)

    @classmethod
    def consistent(cls, value: str) -> bool:
        return _valid(siret_number, value)

    @property
    def siren(self) -> Siren:
        """The legal unit that the establishment belongs to."""
        return Siren(self[:9])


class Uai(Code):
    """A school (Répertoire national des établissements): seven digits and a check letter modulo 23."""

    name, example, pattern = "code UAI", "0590350K", re.compile(r"\d{7}[A-Z]")
    letters: ClassVar[str] = "ABCDEFGHJKLMNPRSTUVWXYZ"

    @classmethod
    def normalised(cls, text: str) -> str:
        return super().normalised(text).zfill(8)

    @classmethod
    def consistent(cls, value: str) -> bool:
        return cls.letters[int(value[:7]) % 23] == value[7]


class InseeCode(Code):
    """A commune of the official geographical code: ``59350``, ``2A004``, ``97411``."""

    name, example, pattern = "code INSEE de commune", "59350", re.compile(r"(0[1-9]|[1-9]\d|2A|2B)\d{3}")

    @classmethod
    def normalised(cls, text: str) -> str:
        bare = super().normalised(text)
        return bare.zfill(5) if len(bare) == 4 else bare

    @property
    def departement(self) -> "DepartementCode":
        """The département: ``"59"``, ``"2A"``, ``"974"``."""
        return DepartementCode(self[:3] if self.startswith(("97", "98")) else self[:2])


class DepartementCode(Code):
    """A département: ``01`` to ``95``, ``2A``, ``2B``, ``971`` to ``989``."""

    name, example = "code de département", "59"
    pattern = re.compile(r"0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-5]|9[78]\d")

    @classmethod
    def normalised(cls, text: str) -> str:
        return super().normalised(text).zfill(2)


class PostalCode(Code):
    """A French postal code: five digits, a leading zero kept."""

    name, example, pattern = "code postal", "59000", re.compile(r"\d{5}")

    @classmethod
    def normalised(cls, text: str) -> str:
        return _digits(text, 5).zfill(5)


def _digits(text: str, length: int) -> str:
    """Digits alone; a number that a spreadsheet turned into ``5.52e13`` or ``552…085.0`` gets its digits back."""
    bare = re.sub(r"[\s.\u00a0\u202f]", "", text) if not re.fullmatch(r"\s*[\d.]+e\+?\d+\s*", text, re.I) else text
    if re.fullmatch(r"\s*\d+\.0+\s*", text) or re.fullmatch(r"\s*[\d.]+e\+?\d+\s*", text, re.I):
        bare = f"{float(text):.0f}"
    return bare.zfill(length) if bare.isdigit() and len(bare) >= length - 2 else bare


def _valid(register: object, value: str) -> bool:
    try:
        register.validate(value)  # type: ignore[attr-defined]
    except ValidationError:
        return False
    return True
