"""The mails that ask and remind: one per invitation, in French and English, with the address of the questionnaire."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import override

from grappe.web.clusters.models import Membership, Role
from grappe.web.surveys.models import Invitation

_SUBJECT = "{cluster} : {wave}"
_FRENCH = (
    "Bonjour,\n\n{cluster} vous demande votre avis sur les métiers et les besoins : « {wave} ».\n"
    "Une vingtaine de minutes suffisent ; vous pouvez vous arrêter et reprendre.\n"
    "Réponse attendue avant le {closes}.\n\n"
    "{address}\n\nCe lien est personnel. Rien n'est publié qui vous désigne.\n"
)
_ENGLISH = (
    "Hello,\n\n{cluster} asks for your view of occupations and needs: “{wave}”.\n"
    "It takes about twenty minutes; you may stop and resume. Please answer before {closes}.\n\n"
    "{address}\n\nThis link is yours alone. Nothing that points to you is published.\n"
)


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail to be sent; ``to`` is empty where no address is known."""

    invitation: Invitation
    to: tuple[str, ...]
    subject: str
    text: str


def mails(invitations: Iterable[Invitation], address: Callable[[Invitation], str]) -> list[Mail]:
    """One mail to each who has not answered; ``address`` gives the absolute address of a questionnaire."""
    waiting = [item for item in invitations if item.answered_at is None]
    people = _people([item.organisation_id for item in waiting if item.organisation_id])
    return [_mail(item, people.get(item.organisation_id or 0, ()), address(item)) for item in waiting]


def _people(organisations: list[int]) -> dict[int, tuple[str, ...]]:
    """The addresses of those who speak for each organisation."""
    found: dict[int, tuple[str, ...]] = {}
    speaking = Membership.objects.filter(organisation_id__in=organisations, role__in=(Role.MEMBER, Role.SCHOOL))
    for organisation, email in speaking.order_by("pk").values_list("organisation_id", "user__email"):
        found[organisation] = (*found.get(organisation, ()), email)
    return found


def _mail(item: Invitation, people: tuple[str, ...], address: str) -> Mail:
    said = {"cluster": item.wave.cluster.name, "wave": item.wave.name, "address": address}
    texts = []
    for language, text in (("fr", _FRENCH), ("en", _ENGLISH)):
        with override(language):
            texts.append(text.format(**said, closes=date_format(item.wave.closes, "j F Y")))
    return Mail(item, (item.email,) if item.email else people, _SUBJECT.format(**said), "\n— — —\n\n".join(texts))
