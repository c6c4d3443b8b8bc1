"""The fields that a feed can fill: what a map of a feed may name, before anything is understood."""

from collections.abc import Mapping

from grappe.words import Sentence

#: Target fields of a map. Most are columns of ``NEEDS``; ``pay``, ``geo``, ``departement`` are texts that hold more.
FIELDS: Mapping[str, Sentence] = {
    "source_key": Sentence("identifiant dans la source", "identifier in the source"),
    "source": Sentence("nom de la source", "name of the source"),
    "kind": Sentence("annonce, enquête ou saisie", "advertised, surveyed or entered"),
    "title": Sentence("intitulé du poste", "job title"),
    "description": Sentence("descriptif", "description"),
    "employer": Sentence("employeur", "employer"),
    "siret": Sentence("SIRET", "SIRET"),
    "naf": Sentence("code NAF", "NAF code"),
    "rome_given": Sentence("code ROME", "ROME code"),
    "contract": Sentence("type de contrat", "kind of contract"),
    "hours_per_week": Sentence("heures par semaine", "hours a week"),
    "positions": Sentence("nombre de postes", "number of positions"),
    "pay": Sentence("rémunération, en texte", "pay, as a text"),
    "pay_min": Sentence("rémunération minimum", "lowest pay"),
    "pay_max": Sentence("rémunération maximum", "highest pay"),
    "pay_unit": Sentence("rémunération par heure, mois ou an", "pay by hour, month or year"),
    "insee": Sentence("code INSEE de la commune", "INSEE code of the commune"),
    "postcode": Sentence("code postal", "postal code"),
    "place": Sentence("lieu de travail", "place of work"),
    "departement": Sentence("département", "département"),
    "lat": Sentence("latitude", "latitude"),
    "lon": Sentence("longitude", "longitude"),
    "geo": Sentence("latitude et longitude ensemble", "latitude and longitude together"),
    "published": Sentence("date de publication", "day of publication"),
    "starts": Sentence("date de début souhaitée", "wished first day"),
    "language": Sentence("langue", "language"),
    "url": Sentence("adresse de l'annonce", "address of the ad"),
    "experience": Sentence("expérience demandée", "experience asked for"),
    "education": Sentence("formation demandée", "education asked for"),
    "skills": Sentence("compétences", "skills"),
    "difficult": Sentence("recrutement jugé difficile", "hiring expected to be difficult"),
    "seasonal": Sentence("besoin saisonnier", "seasonal need"),
    "member": Sentence("adhérent", "member"),
}
