# ruff: noqa: E501
"""Files invented for the tests that hold no offers: they look like feeds and must not be taken for them."""

import json


def books() -> bytes:
    """A catalogue of books: title, description, publisher, date, address of a page."""
    rows = "".join(
        f"<livre><titre>{title}</titre><auteur>Camille Exemple</auteur><editeur>Éditions du Pré</editeur><date_parution>2025-0{rank + 1}-12</date_parution>"
        f"<resume>Un village de montagne, deux sœurs et une lettre qui arrive trop tard. {title} raconte un hiver et ses silences, dans une langue claire.</resume>"
        f"<isbn>97820000000{rank}</isbn><prix>18.90</prix><url>https://www.livres-exemple.fr/{rank}</url></livre>"
        for rank, title in enumerate(
            ("Les Neiges lentes", "La Lettre et l'Hiver", "Un été sans bruit", "Le Chemin du col")
        )
    )
    return f"<catalogue>{rows}</catalogue>".encode()


def members() -> bytes:
    """The members of a club: names, mails, towns, dates."""
    head = "nom;prénom;email;ville;code postal;date d'adhésion;fonction\n"
    rows = (
        f"Exemple{rank};Camille;c{rank}@exemple.fr;Lyon;69003;12/0{rank}/2025;trésorier adjoint" for rank in range(1, 7)
    )
    return (head + "\n".join(rows)).encode()


def companies() -> bytes:
    """The firms of a territory: names, descriptions, towns, sites."""
    rows = [
        {
            "name": f"Atelier {letter}",
            "description": f"L'atelier {letter} fabrique des pièces en bois massif pour les cuisines et les salons depuis vingt ans, dans le respect des forêts.",
            "city": "Nantes",
            "zip": "44000",
            "website": f"https://{letter}.exemple.fr",
            "created": "1999-05-01",
            "siret": "55208131766522",
        }
        for letter in "ABCDEF"
    ]
    return json.dumps({"companies": rows}).encode()


def products() -> bytes:
    """The products of a shop, as RSS."""
    rows = "".join(
        f"<item><title>Perceuse modèle {rank}00</title><link>https://boutique.exemple.fr/{rank}</link><description>Perceuse sans fil, deux batteries, coffret de forets. Garantie trois ans, livraison offerte dans toute la France.</description><pubDate>Wed, 0{rank} Feb 2026 10:00:00 GMT</pubDate><price>{rank}9.90</price></item>"
        for rank in range(1, 6)
    )
    return f'<rss version="2.0"><channel><title>Boutique</title>{rows}</channel></rss>'.encode()


def news() -> bytes:
    """News of a town, as RSS: titles, texts, authors, days."""
    titles = (
        "La piscine rouvre samedi",
        "Le marché change de place",
        "Travaux rue des Forges",
        "Concert au jardin public",
        "Un nouveau pont en 2028",
    )
    rows = "".join(
        f"<item><title>{title}</title><link>https://ville.exemple.fr/{rank}</link><description>{title} : la municipalité l'annonce pour ce printemps. Les habitants sont invités à une réunion publique jeudi soir à la salle des fêtes.</description><author>Mairie</author><pubDate>Wed, 04 Feb 2026 10:00:00 GMT</pubDate></item>"
        for rank, title in enumerate(titles)
    )
    return f'<rss version="2.0"><channel><title>Actualités</title>{rows}</channel></rss>'.encode()


def trainings() -> bytes:
    """Courses of a training centre: near to offers by their words, but nobody is hired."""
    rows = [
        {
            "code": f"F{rank}",
            "intitule": title,
            "objectifs": "À l'issue du module, le participant saura lire un plan, régler une machine et contrôler une pièce.",
            "duree": "3 jours",
            "prix": "900 €",
            "ville": "Lyon",
            "session": "2026-05-04",
        }
        for rank, title in enumerate(
            ("Lecture de plan", "Réglage des presses", "Contrôle tridimensionnel", "Habilitation électrique")
        )
    ]
    return json.dumps({"catalogue": rows}, ensure_ascii=False).encode()


OTHERS = {
    "books.xml": books,
    "members.csv": members,
    "companies.json": companies,
    "products.rss": products,
    "news.rss": news,
    "trainings.json": trainings,
}
