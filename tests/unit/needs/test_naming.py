"""What names of fields say."""

import pytest

from grappe.needs.naming import Name, lexicons, step_words, tells_of


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Intitulé du poste", ("intitule", "poste")),
        ("intitulePoste", ("intitule", "poste")),
        ("INTITULE_POSTE", ("intitule", "poste")),
        ("referencenumber", ("reference", "number")),
        ("Code-Postal", ("code", "postal")),
        ("URLOffre", ("url", "offre")),
        ("DT_PUBLI", ("date", "publication")),
        ("description2", ("description",)),
        ("missions", ("mission",)),
        ("address", ("address",)),
        ("xqzt", ("xqzt",)),
        ("", ()),
    ],
)
def test_a_step_in_words(written, words):
    assert step_words(written) == words


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("jobDescription.title", "title"),
        ("company.name", "employer"),
        ("company.title", "employer"),
        ("entreprise.data.attributes.nom", "employer"),
        ("hiringOrganization@Descriptor", "employer"),
        ("lieu.ville.libelle", "place"),
        ("location.name", "place"),
        ("address.parts.zip", "postcode"),
        ("sections.jobDescription.text", "description"),
        ("Texte_profil", "profile"),
        ("startPublicationDate", "published"),
        ("dateDebutContrat", "starts"),
        ("contract.type[0].label", "contract"),
        ("salary.min", "pay_min"),
    ],
)
def test_the_field_that_a_path_names(path, field):
    name = Name.of(path)
    scores = {known: lexicon.score(name) for known, lexicon in lexicons().items()}
    assert max(scores, key=lambda known: scores[known]) == field


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("company.description", "description"),
        ("company_title", "title"),
        ("contract.title", "title"),
        ("endPublicationDate", "published"),
        ("dateLimiteCandidature", "published"),
        ("company.url", "url"),
        ("logoUrl", "url"),
        ("country.name", "place"),
        ("departments[0].id", "departement"),
        ("companyId", "source_key"),
    ],
)
def test_what_a_name_excludes(path, field):
    assert lexicons()[field].score(Name.of(path)) == 0


def test_a_label_of_the_feed_names_its_field():
    assert lexicons()["starts"].score(Name.of("customFields.datetime1", "Date souhaitée de début de mission")) > 0.8


def test_people_and_pictures_are_told():
    assert tells_of("people", Name.of("recruiter.firstName"))
    assert tells_of("people", Name.of("EMAIL_CONTACT"))
    assert tells_of("pictures", Name.of("brand.logo"))
    assert not tells_of("people", Name.of("entreprise.nom"))
