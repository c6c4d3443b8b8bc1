"""Quality figures, on small cases that can be worked out by hand."""

import pytest

from grappe.coding import in_test, labelled_skills, labelled_titles, melo_figures, title_figures
from grappe.words import Refused


@pytest.fixture
def melo(tmp_path):
    folder = tmp_path / "abc_q_fr_c_fr"
    folder.mkdir()
    files = {
        "queries": "q1\tSoudeuse\nq2\tComptable\n",
        "corpus_elements": "c1\tSoudeur\nc2\tSoudeur à l'arc\nc3\tComptable\nc4\tComptable public\n",
        "concept_mapping": "c1\tW\nc2\tW\nc3\tA\nc4\tP\n",
        "annotations": "q1\t0\tc1\t1\nq1\t0\tc2\t1\nq2\t0\tc4\t1\nq2\t0\tc3\t0\n",
    }
    for name, text in files.items():
        (folder / f"{name}.tsv").write_text(text, "utf-8")
    return folder


def test_figures_of_a_retrieval_set(melo):
    found = melo_figures(melo)
    assert found["n"] == 2
    assert found["mrr"] == found["map"] == pytest.approx((1 + 1 / 2) / 2)
    assert (found["s1"], found["s5"]) == (0.5, 1.0)
    assert found["concept_mrr"] == 0.75
    assert found["block_map"] == pytest.approx((1 + 1 / 2) / 2)
    assert found["plain_s1"] == 0.5


def test_a_folder_without_the_files_is_refused(tmp_path):
    with pytest.raises(Refused, match="illisible"):
        melo_figures(tmp_path)


def test_figures_of_titles(coder):
    labelled = [("Soudeuse", "H2913"), ("Cariste", "N1101"), ("Soudeur", "N1101"), ("😀", "H2913")]
    found = title_figures(labelled, coder)
    assert (found["n"], found["top1"]) == (4, 0.5)
    assert found["macro_top1"] == 0.5


def test_macro_weighs_domains_alike(coder):
    labelled = [("Soudeuse", "H2913")] * 3 + [("Soudeur", "N1101")]
    found = title_figures(labelled, coder)
    assert (found["top1"], found["macro_top1"]) == (0.75, 0.5)


def test_spellings_of_one_title_are_in_the_same_split():
    titles = ["Soudeur", "Soudeuse (H/F)", "SOUDEUR - CDI - Lyon"]
    assert len({in_test(title) for title in titles}) == 1
    assert 120 < sum(in_test(f"métier {chr(97 + a)}{chr(97 + b)}") for a in range(26) for b in range(26)) < 150


def test_labelled_files_name_the_missing_column(tmp_path):
    path = tmp_path / "titles.csv"
    path.write_text("title,code\nSoudeur,H2913\n", "utf-8")
    with pytest.raises(Refused, match="colonne absente"):
        labelled_titles(path)


def test_labelled_skills_keep_the_relations_asked_for(tmp_path):
    path = tmp_path / "skills.csv"
    rows = ["Souder,uri:1,skos:exactMatch", "Souder,uri:2,skos:closeMatch", ",uri:3,skos:exactMatch"]
    header = "Classification 2 PrefLabel FR,Classification 1 URL,Mapping Relation"
    path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    assert labelled_skills(path) == [("Souder", "uri:1")]
    assert len(labelled_skills(path, ("exact", "close"))) == 2
