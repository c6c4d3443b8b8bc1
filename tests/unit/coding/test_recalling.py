"""Memory enters coding: weights move the order, codes that references do not lead to come in, reasons say so."""

from tests.unit.coding.conftest import Known

from grappe.coding import Coder, Recalled


def coded(rome, title: str, *recalled: Recalled) -> list[dict]:
    return Coder.of_occupations(rome, memory=Known(*recalled)).code([title]).to_pylist()


def test_a_code_that_memory_knows_comes_first_and_says_why(rome):
    best, *others = coded(rome, "Soudeur chaudière TIG inox", Recalled("M1805", 20.0, "soudeur de code", times=3))
    assert best["code"] == "M1805"
    assert best["decision"] == "review"
    assert "Mémoire : 3 × « soudeur de code »." in best["reason_fr"]
    assert others


def test_what_persons_settled_is_coded_at_once(rome):
    (best, *_others) = coded(rome, "Soudeur chaudière TIG inox", Recalled("H2913", 9.0, settled=True))
    assert (best["code"], best["decision"]) == ("H2913", "auto")


def test_a_weight_of_nothing_changes_no_order(rome):
    without = [row["code"] for row in Coder.of_occupations(rome).code(["Soudeur chaudière"]).to_pylist()]
    assert [row["code"] for row in coded(rome, "Soudeur chaudière", Recalled(without[-1], 0.0))] == without


def test_a_code_that_the_release_lacks_is_left_out(rome):
    assert "Z9999" not in {row["code"] for row in coded(rome, "Soudeur", Recalled("Z9999", 9.0))}


def test_the_memory_is_named_beside_the_model(rome):
    assert Coder.of_occupations(rome, memory=Known()).model.endswith(" + memory test")
