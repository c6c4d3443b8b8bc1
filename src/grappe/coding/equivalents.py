"""The titles of the reference that a title is, or is but for words that name no job.

*Technicien de maintenance F/H – Site de Lieusaint* is *technicien de maintenance*: its first part is that title and the
others are no title of another code. *Administrateur systèmes et réseaux Lieusaint* is *administrateur systèmes et
réseaux*: no title of the reference has the word left over.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grappe.coding import lexicon
from grappe.coding.normaliser import Normalised, label_key, signature
from grappe.coding.search_space import Reference, SearchSpace

ENOUGH = 5_000  #: references that a release needs for a word that none of them has to be no word for a job

#: General words that say a field rather than a person: *Comptable – gestion* is a *comptable*.
_FIELDS = frozenset({"administration", "coordination", "developpement", "gestion", "production"})

Knows = Callable[[str], bool]  #: whether a reference has a word


@dataclass(frozen=True, slots=True)
class Equivalents:
    """References that a title is, one per code; ``exact`` where it says nothing else, facts of the ad aside."""

    references: tuple[Reference, ...] = ()
    exact: bool = True


def equivalents(title: Normalised, space: SearchSpace, knows: Knows) -> Equivalents:
    """What a title is in the reference; nothing where its words alone name no trade."""
    for key in dict.fromkeys((title.full_key, title.key)):
        found = _titles(key, space)
        if found:
            return Equivalents(() if general(title) else found)
    if len(title.jobs) > 1 or general(title):
        return Equivalents()
    for key in _readings(title, space, knows):
        found = _titles(key, space)
        if found and signature(key) not in lexicon.general() and _alone(title, space, found):
            return Equivalents(found, exact=False)
    return Equivalents()


def general(title: Normalised) -> bool:
    """Whether the words of a title alone name no trade: *responsable*, *chef de projet*."""
    return signature(title.key) in lexicon.general()


def _readings(title: Normalised, space: SearchSpace, knows: Knows) -> Iterator[str]:
    """The title without what may name no job: parts after the first, words that no reference has."""
    if len(title.parts) > 1:
        yield title.parts[0]
    if len(space.references) < ENOUGH:
        return
    for part in dict.fromkeys((title.key, *title.parts[:1])):
        words = part.split()
        known = [word for word in words if knows(word)]
        if 1 < len(known) < len(words):
            yield " ".join(known)


def _alone(title: Normalised, space: SearchSpace, found: tuple[Reference, ...]) -> bool:
    """Whether no other part of the title is a title of another code, or names a person without a trade."""
    codes = {reference.code for reference in found}
    return all(codes & space.same.get(signature(part), {}).keys() for part in title.parts[1:] if _is_job(part, space))


def _is_job(key: str, space: SearchSpace) -> bool:
    return key not in _FIELDS and (signature(key) in space.same or signature(key) in lexicon.general())


def _titles(key: str, space: SearchSpace) -> tuple[Reference, ...]:
    """The references of these words in any order; where one code has them as its label, that one alone."""
    codes = space.same.get(signature(key), {}) if key else {}
    if len(codes) > 1:
        labelled = [code for code in codes if signature(label_key(space.labels[code])) == signature(key)]
        codes = {labelled[0]: codes[labelled[0]]} if len(labelled) == 1 else codes
    return tuple(Reference(code, text, key) for code, text in codes.items())
