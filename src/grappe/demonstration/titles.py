"""Job titles as people write them: one gender or both, capitals, towns, urgency, abbreviations, slips."""

from collections.abc import Callable
from random import Random

from grappe.demonstration.draws import some, weighted
from grappe.demonstration.materials import material
from grappe.demonstration.things import Town
from grappe.demonstration.trades import Trade

VAGUE_SHARE = 0.05
ENGLISH_SHARE = 0.02
SLIP_SHARE = 0.02
OWN_LABEL_SHARE = 0.35

#: Ends of the two forms → how the second is cut.
_ENDS = {
    ("teur", "trice"): "trice",
    ("eur", "euse"): "se",
    ("eur", "eure"): "e",
    ("en", "enne"): "ne",
    ("er", "ère"): "ère",
    ("é", "ée"): "e",
    ("t", "te"): "e",
}


def masculine(label: str) -> str:
    """The first form of a title that gives both; a title without pair is itself.

    >>> masculine("Technicien / Technicienne de maintenance"), masculine("Cariste")
    ('Technicien de maintenance', 'Cariste')
    """
    return _forms(label)[0]


def feminine(label: str) -> str:
    """The second form of a title that gives both.

    >>> feminine("Technicien / Technicienne de maintenance")
    'Technicienne de maintenance'
    """
    return _forms(label)[1]


def ad_title(rng: Random, trade: Trade, town: Town) -> str:
    """The title of an ad: often clear, sometimes vague."""
    if rng.random() < VAGUE_SHARE:
        return str(rng.choice(material("ads")["vague"]))
    if trade.titles_en and rng.random() < ENGLISH_SHARE:
        return f"{rng.choice(trade.titles_en)} (M/F/X)"
    style = weighted(rng, _STYLES)
    written = style(rng, title_of(rng, trade), town)
    return _slip(rng, written) if rng.random() < SLIP_SHARE else written


def survey_title(rng: Random, trade: Trade) -> str:
    """The title of a surveyed need: short, written by a human resources person."""
    label = title_of(rng, trade)
    draw = rng.random()
    if draw < 0.55:
        return masculine(label)
    if draw < 0.7:
        return label
    if draw < 0.85:
        return f"{masculine(label)} H/F"
    return feminine(label) if draw < 0.9 else _abbreviated(rng, label)


def title_of(rng: Random, trade: Trade) -> str:
    """A title of the occupation: its own label or one of its synonyms."""
    return trade.label if rng.random() < OWN_LABEL_SHARE else rng.choice(trade.titles)


def _forms(label: str) -> tuple[str, str]:
    left, slash, right = label.partition(" / ")
    if not slash:
        return label, label
    words = right.split()
    count = len(left.split())
    return " ".join([left, *words[count:]]), right


def _abbreviated(rng: Random, label: str) -> str:
    title = masculine(label)
    shorter = material("ads")["abbreviations"]
    present = [word for word in shorter if word in title]
    for word in some(rng, present, 1, 2):
        title = title.replace(word, shorter[word])
    return title


def _contracted(label: str) -> str:
    """``Soudeur(se)``: the first form and the end of the second, as people cut it."""
    left, slash, right = label.partition(" / ")
    second, *rest = right.split() or [""]
    end = next((cut for ends, cut in _ENDS.items() if left.endswith(ends[0]) and second.endswith(ends[1])), None)
    if not slash or " " in left or end is None:
        return f"{masculine(label)} (H/F)"
    return " ".join([f"{left}({end})", *rest])


def _qualified(rng: Random, label: str) -> str:
    return f"{masculine(label)} {rng.choice(material('ads')['qualifiers'])} (H/F)"


def _slip(rng: Random, title: str) -> str:
    """Two neighbouring letters change places."""
    spots = [n for n in range(1, len(title) - 2) if title[n].isalpha() and title[n + 1].isalpha()]
    if not spots:
        return title
    spot = rng.choice(spots)
    return title[:spot] + title[spot + 1] + title[spot] + title[spot + 2 :]


Style = Callable[[Random, str, Town], str]
_STYLES: dict[Style, float] = {
    lambda _rng, label, _town: f"{masculine(label)} H/F": 20,
    lambda _rng, label, _town: f"{masculine(label)} (H/F)": 17,
    lambda _rng, label, _town: f"{label} (H/F)": 12,
    lambda _rng, label, _town: label: 10,
    lambda _rng, label, _town: f"{masculine(label)} H/F".upper(): 8,
    lambda _rng, label, town: f"{masculine(label)} F/H - {town.name}": 8,
    lambda rng, label, _town: _qualified(rng, label): 8,
    lambda rng, label, _town: f"{_abbreviated(rng, label)} H/F": 5,
    lambda _rng, label, town: f"{masculine(label)} - {town.name} ({town.departement})": 5,
    lambda rng, label, _town: rng.choice(material("ads")["urgent"]).format(title=f"{masculine(label)} H/F"): 4,
    lambda _rng, label, _town: _contracted(label): 4,
    lambda _rng, label, _town: feminine(label): 1,
}
