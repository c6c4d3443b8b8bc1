"""From the ROME to ESCO by the crosswalk: it moves the order and says its relation."""

import pytest

from grappe.coding import Bridge, Coder
from grappe.references import install


@pytest.fixture(scope="module")
def real(data, tmp_path_factory):
    """The whole ROME, ESCO and their crosswalk."""
    home = tmp_path_factory.mktemp("home")
    return {name: install(home, name, data=data, download=False) for name in ("rome", "esco", "crosswalk")}


@pytest.fixture(scope="module")
def bridged(real) -> Coder:
    bridge = Bridge(Coder.of_occupations(real["rome"]), rome=real["rome"], crosswalk=real["crosswalk"])
    return Coder.of_occupations(real["esco"], memory=bridge)


def test_the_relation_is_said_with_the_code(bridged):
    best = bridged.code(["Développeur web H/F"]).to_pylist()[0]
    assert best["label"].startswith("développeur web")
    assert "Passerelle ROME–ESCO : correspondance exacte avec « Développeur / Développeuse web »" in best["reason_fr"]
    assert "Crosswalk ROME–ESCO: exact match of" in best["reason_en"]
    assert "crosswalk" in bridged.model


def test_a_title_that_esco_does_not_have_is_led_there_by_the_rome(real, bridged):
    title = "Conducteur de travaux TP"
    led = bridged.code([title]).to_pylist()[0]
    alone = Coder.of_occupations(real["esco"]).code([title], top=20).to_pylist()
    assert "Passerelle" in led["reason_fr"]
    assert not any("Passerelle" in row["reason_fr"] for row in alone)
    assert led["score"] > max((row["score"] for row in alone if row["code"] == led["code"]), default=0.0)


def test_the_crosswalk_alone_never_decides(bridged):
    assert bridged.code(["Conducteur de travaux TP"], top=1)["decision"][0].as_py() == "review"
