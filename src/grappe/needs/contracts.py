"""Words for contracts → the values of the ``contract`` column."""

import re
from functools import lru_cache

from grappe.needs.plain import plain

#: First match wins: « CDD – contrat d'apprentissage » is an apprenticeship, « CDD saisonnier » is seasonal.
_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (contract, re.compile(pattern))
    for contract, pattern in (
        ("apprenticeship", r"apprenti|alternance \(?pro, appr"),
        ("professionalisation", r"professionnalisation|professionalisation|contrat de? ?pro\b|^cont\.? ?pro"),
        ("apprenticeship", r"alternan|work[- ]?study"),
        ("internship", r"\bstage\b|\bstagiaire|\bintern\b|internship|trainee"),
        ("seasonal", r"saison|\bsai\b|seasonal"),
        ("interim", r"interim|\bmis\b|travail temporaire|\btt\b|agency work"),
        (
            "freelance",
            r"free ?lance|independant|liberal|\blib\b|franchise|\bfra\b|\bcce\b|\brep\b|non salarie|contractor",
        ),
        ("freelance", r"portage|agent commercial|self[- ]?employed|profession commerciale"),
        ("public", r"fonction publique|fonctionnaire|titulaire|contractuel|agent public|civil servant"),
        ("cdi", r"\bcdi|indetermine|permanent|\bdin\b|unlimited|open[- ]ended"),
        ("cdd", r"\bcdd|determine|fixed[- ]term|\bddi\b|\bddt\b|temporary|temporaire|\bvie\b|\bvia\b"),
        ("other", r"\bother\b|\bautre|volunt|benevol|per.?diem|service civique"),
    )
)


@lru_cache(maxsize=16384)
def contract_of(text: str) -> str | None:
    """The contract that words name, or ``None`` where they name none (« temps plein » is no contract).

    >>> contract_of("CDD - Alternance - Contrat d'apprentissage"), contract_of("MIS"), contract_of("Full time")
    ('apprenticeship', 'interim', None)
    """
    said = plain(text.replace("_", " "))
    return next((contract for contract, pattern in _WORDS if pattern.search(said)), None)
