"""Every page, for every role: what shows, what is refused."""

import pytest

PAGES = {
    "/": {"officer", "member", "school", "network", "auditor", "reviewer"},
    "/membres/": {"officer", "member", "school", "auditor"},
    "/membres/moi": {"officer", "member", "school", "network", "auditor", "reviewer"},
    "/donnees/": {"officer", "member", "school", "network", "auditor", "reviewer"},
    "/donnees/effacer": {"officer", "member", "school", "network", "auditor", "reviewer"},
    "/journal/": {"officer", "auditor"},
    "/travaux/": {"officer", "auditor"},
    "/besoins/": {"officer", "member", "auditor"},
    "/besoins/nouveau": {"officer", "member"},
    "/envois/": {"officer", "member", "auditor"},
    "/envois/nouveau": {"officer", "member"},
    "/enquetes/": {"officer", "member", "school", "auditor"},
    "/enquetes/nouvelle": {"officer"},
    "/offres/": {"officer", "auditor"},
    "/verifier/": {"officer", "auditor"},
    "/verifier/decisions": {"officer", "auditor"},
    "/metiers/cartographie": {"officer", "member", "school", "network", "auditor", "reviewer"},
    "/metiers/competences": {"officer", "member", "school", "network", "auditor", "reviewer"},
    "/former/": {"officer", "member", "school", "auditor"},
    "/former/ecart": {"officer", "member", "school", "auditor"},
    "/former/envoyer": {"officer", "school"},
    "/former/interventions/": {"officer", "member", "school", "auditor"},
    "/former/interventions/nouvelle": {"officer", "member", "school"},
    "/metiers/": {"officer", "member", "school", "network", "auditor", "reviewer"},
}


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_shown_to_its_roles_and_refused_with_a_sentence_to_the_others(address, people, browse):
    for role, membership in people.items():
        response = browse(membership).get(address)
        assert response.status_code == (200 if role in PAGES[address] else 403), (role, address)


def test_a_visitor_is_sent_to_the_login_page(client, db):
    response = client.get("/membres/")
    assert response.status_code == 302
    assert response["Location"].startswith("/compte/login/")
    assert client.get(response["Location"]).status_code == 200
