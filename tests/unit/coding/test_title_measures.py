"""Figures of labelled titles by domain, on small cases that can be worked out by hand."""

import json

import pytest

from grappe.coding import labelled_texts, title_figures
from grappe.coding.weighing import standard_weights

LABELLED = [("Soudeuse", "H2913"), ("Soudeur TIG", "H2913"), ("Cariste", "N1101"), ("😀", "N1101")]


def test_shares_of_what_is_right_near_decided_and_unknown(coder):
    found = title_figures(LABELLED, coder)
    assert (found["n"], found["top1"], found["none"]) == (4, 0.5, 0.25)
    assert (found["auto"], found["auto_agrees"]) == (0.75, round(2 / 3, 4))
    assert found["same_parent"] == 0.75
    assert 0 <= found["calibration_error"] <= 1


def test_domains_list_their_confusions(coder):
    welders, drivers = title_figures(LABELLED, coder)["domains"]
    assert (welders["domain"], welders["n"], welders["top1"], welders["top5"]) == ("H", 2, 0.5, 1.0)
    assert welders["misses"] == [{"label": "H2913", "proposed": "H2916", "n": 1}]
    assert (drivers["domain"], drivers["misses"]) == ("N", [])


def test_texts_of_ads_go_with_their_titles(coder, tmp_path):
    path = tmp_path / "ads.jsonl"
    rows = [{"title": "Opérateur", "rome": "H2913", "description": "souder"}, {"title": "x", "rome": None}]
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    assert labelled_texts(path) == ["souder"]
    assert labelled_texts(path, "nothing") is None
    text = "Vous soudez des tôles au poste TIG et MIG, assemblage par soudage."
    alone, told = (title_figures([("Opérateur d'atelier", "H2916")], coder, texts=texts) for texts in (None, [text]))
    assert told["top1"] >= alone["top1"]


def test_only_the_test_split_is_counted(coder):
    listed = [(f"Soudeur {chr(97 + a)}{chr(97 + b)}x", "H2913") for a in range(10) for b in range(10)]
    assert 10 < title_figures(listed, coder, only_test=True)["n"] < 30


@pytest.mark.parametrize("with_model", [True, False])
def test_every_kind_of_evidence_speaks_for_a_code(with_model):
    weights = standard_weights(with_model=with_model)
    assert min(weights.likeness, weights.words, weights.size, weights.text, weights.same, weights.slope) > 0
    assert (weights.meaning > 0) == with_model
    assert 0 < weights.later <= 1
