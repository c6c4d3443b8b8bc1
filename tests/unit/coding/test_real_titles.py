"""Real titles and skills, where this machine has them: figures do not fall, traps of the field are not stepped into."""

import pytest

from grappe.coding import Coder, labelled_skills, labelled_titles, melo_figures, normalise, skill_figures, title_figures
from grappe.references import install


@pytest.fixture(scope="module")
def real(data, tmp_path_factory):
    """The whole ROME and ESCO."""
    home = tmp_path_factory.mktemp("home")
    return {name: install(home, name, data=data, download=False) for name in ("rome", "esco")}


@pytest.fixture(scope="module")
def rome_coder(real):
    return Coder.of_occupations(real["rome"])


def test_titles_of_ads(data, rome_coder):
    labelled = labelled_titles(data / "ads" / "coding_dev.jsonl.gz")
    found = title_figures(labelled, rome_coder, only_test=True)
    assert found["n"] > 2_000
    assert found["top1"] >= 0.43
    assert found["top5"] >= 0.63
    assert found["macro_top1"] >= 0.45
    assert found["auto"] >= 0.27
    assert found["calibration_error"] <= 0.03


def test_french_melo(data):
    found = melo_figures(data / "benchmarks" / "melo" / "fra_q_fr_c_fr")
    assert found["n"] == 1_435
    assert found["mrr"] >= 0.825
    assert found["concept_mrr"] >= 0.84


def test_skill_phrases(data, real):
    labelled = labelled_skills(data / "benchmarks" / "competent_esco_dev.csv.gz")
    assert skill_figures(labelled, Coder.of_skills(real["esco"]))["top5"] >= 0.59


def test_a_title_of_the_reference_is_coded_at_once_with_few_exceptions(rome_coder):
    references = [r for r in rome_coder.space.references if " / " in r.text][::7]
    table = rome_coder.code([reference.text for reference in references], top=1).to_pylist()
    auto = [(row, one) for row, one in zip(table, references, strict=True) if row["decision"] == "auto"]
    wrong = [(row["code"], one) for row, one in auto if row["code"] != one.code]
    labels = rome_coder.space.labels  # a title that two codes have is that of the code that bears it as its label
    assert [one for code, one in wrong if normalise(labels[code]).key != one.key] == []
    assert sum(row["decision"] == "auto" for row in table) >= 0.98 * len(table)


@pytest.mark.parametrize(
    ("title", "code", "decision"),
    [
        ("Android", None, "none"),
        ("coordination", ..., "review"),
        ("chef de projet", ..., "review"),
        ("commercial", ..., "review"),
        ("Conducteur de travaux", "F1201", "auto"),
        ("Conductrice de train", "N4301", "auto"),
        ("aide-soignant·e de nuit CDD 3 mois Lyon 7e (H/F) 12,50€/h URGENT", "J1501", "auto"),
        ("Dev fullstack JS/TS remote", "M1855", "review"),
        ("Ingé méthodes indus (alternance)", "H1402", "review"),
        ("Vendeur / Caissier / Magasinier", ..., "review"),
        ("Veilleuse de nuit", "K2503", "auto"),
    ],
)
def test_traps_of_the_field(rome_coder, title, code, decision):
    row = rome_coder.code([title]).to_pylist()[0]
    assert row["decision"] == decision
    assert code is ... or row["code"] == code


def test_english_and_french_find_the_same_esco_occupation(real):
    coder = Coder.of_occupations(real["esco"])
    welder, soudeur = coder.code(["welder", "soudeuse (H/F)"], top=1)["code"].to_pylist()
    assert welder == soudeur
