"""How a title becomes a code: what a person wrote, the code, and the sentence that says why.

The references are the starter release that comes with Grappe.
"""

import pytest

from grappe.coding import Coder
from grappe.references import install


@pytest.fixture(scope="module")
def coder(tmp_path_factory) -> Coder:
    return Coder.of_occupations(install(tmp_path_factory.mktemp("references"), "rome", download=False))


@pytest.mark.parametrize(
    ("title", "code", "decision", "reason"),
    [
        (
            "SOUDEUSE (H/F)",
            "H2913",
            "auto",
            "Même intitulé que « Soudeur / Soudeuse ». Sans effet : h/f. "
            "Face à « Soudeur / Soudeuse MAG », ce qui tranche : mag.",
        ),
        (
            "Agent·e des méthodes mécaniques – CDD 6 mois – Lyon",
            "H1404",
            "auto",
            "Même intitulé que « Agent / Agente des méthodes mécaniques ». Sans effet : cdd, 6 mois, lyon. "
            "Face à « Responsable méthodes », ce qui tranche : mecaniques, agent.",
        ),
        (
            "Dev fullstack JS/TS remote",
            "M1805",
            "review",
            "Proche de « Full stack developer » (ressemblance 0,66). Mots communs : dev, fullstack. "
            "Sans effet : remote, js, ts. Face à « Développeur / Développeuse web », ce qui tranche : full, stack.",
        ),
        (
            "chef de projet",
            "H1238",
            "review",
            "Proche de « Chef / Cheffe de projet industriel » (ressemblance 0,81). Mots communs : chef, projet. "
            "Face à « Chef / Cheffe de projet logistique », ce qui tranche : logistique, industriel. "
            "Ces mots seuls ne nomment pas un métier : à préciser.",
        ),
        ("Android", None, "none", "Aucun intitulé de rome starter-2026 ne ressemble assez à celui-ci."),
        ("😀", None, "none", "L'intitulé ne contient aucun mot."),
    ],
)
def test_a_title_its_code_and_the_reason(coder, title, code, decision, reason):
    best = coder.code([title]).to_pylist()[0]
    assert (best["code"], best["decision"], best["reason_fr"]) == (code, decision, reason)


def test_several_jobs_in_one_title_are_for_a_person_to_choose(coder):
    best = coder.code(["Cariste / Soudeur"]).to_pylist()[0]
    assert best["decision"] == "review"
    assert best["reason_en"].endswith("Several occupations: cariste, soudeur.")


@pytest.mark.parametrize(
    "writings",
    [
        (
            "Conducteur de ligne CMS",
            "Conductrice de ligne CMS",
            "Conducteur·rice de ligne CMS",
            "conducteurs ligne cms",
        ),
        ("Soudeur", "SOUDEUSE H/F", "(F/H) Soudeur(se)", "Soudeur / Soudeuse - CDI - 2 500 € brut"),
    ],
)
def test_every_writing_of_a_title_gets_the_same_code(coder, writings):
    codes = {coder.code([writing]).to_pylist()[0]["code"] for writing in writings}
    assert len(codes) == 1
