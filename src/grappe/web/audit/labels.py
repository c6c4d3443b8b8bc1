"""What each action of the journal is called on screen; a test asks for one per action of every ``actions.py``."""

from grappe.words import Sentence

LABELS: dict[str, Sentence] = {
    "account.appoint": Sentence("Rôle confié à une personne", "Role given to a person"),
    "account.erase": Sentence("Compte effacé", "Account erased"),
    "account.give": Sentence("Accès ouvert", "Access given"),
    "account.language": Sentence("Langue choisie", "Language chosen"),
    "account.withdraw": Sentence("Accès retiré", "Access withdrawn"),
    "cluster.create": Sentence("Grappe créée", "Cluster created"),
    "cluster.enter": Sentence("Entrée dans la grappe", "Cluster entered"),
    "demonstration.load": Sentence("Démonstration chargée", "Demonstration loaded"),
    "figures.publish": Sentence("Chiffres rendus publics", "Figures made public"),
    "figures.withhold": Sentence("Chiffres retirés du public", "Figures withdrawn from the public"),
    "job.cancel": Sentence("Travail annulé", "Job cancelled"),
    "job.resume": Sentence("Travail repris", "Job resumed"),
    "job.start": Sentence("Travail lancé", "Job started"),
    "journal.export": Sentence("Journal exporté", "Journal exported"),
    "organisation.load": Sentence("Organisations chargées", "Organisations loaded"),
    "organisation.save": Sentence("Fiche de membre enregistrée", "Member sheet saved"),
    "need.add": Sentence("Besoin saisi", "Need typed in"),
    "need.change": Sentence("Besoin modifié", "Need changed"),
    "need.remove": Sentence("Besoin retiré", "Need removed"),
    "needs.send": Sentence("Fichier envoyé", "File sent"),
    "needs.match": Sentence("Champs mis en correspondance", "Fields matched"),
    "needs.confirm": Sentence("Fichier confirmé", "File confirmed"),
    "needs.forget": Sentence("Fichiers effacés, leur temps passé", "Files erased, their time over"),
    "needs.drop": Sentence("Fichier abandonné", "File dropped"),
    "needs.read": Sentence("Fichier lu", "File read"),
    "survey.answer": Sentence("Enquête : réponse envoyée", "Survey: answer sent"),
    "survey.close": Sentence("Enquête close", "Survey closed"),
    "survey.create": Sentence("Enquête préparée", "Survey prepared"),
    "survey.draft": Sentence("Enquête : brouillon gardé", "Survey: draft kept"),
    "survey.invite": Sentence("Enquête : invitations", "Survey: invitations"),
    "survey.open": Sentence("Enquête ouverte", "Survey opened"),
    "survey.remind": Sentence("Enquête : relances", "Survey: reminders"),
    "titles.confirm": Sentence("Code choisi pour des intitulés", "Code chosen for titles"),
    "titles.undo": Sentence("Décision annulée", "Decision undone"),
    "titles.second": Sentence("Second avis donné", "Second opinion given"),
    "titles.upgrade": Sentence("Nouvelle version des codes acceptée", "New release of the codes accepted"),
    "title.confirm": Sentence("Code choisi pour un intitulé", "Code chosen for a title"),
    "title.forget": Sentence("Choix de code repris", "Choice of code taken back"),
}

#: The objects, counts, fields and kinds of work that the journal names.
WORDS: dict[str, Sentence] = {
    "Cluster": Sentence("Grappe", "Cluster"),
    "Confirmation": Sentence("Décision", "Decision"),
    "ReviewDeed": Sentence("Geste de vérification", "Review gesture"),
    "SecondOpinion": Sentence("Second avis", "Second opinion"),
    "Invitation": Sentence("Invitation", "Invitation"),
    "Wave": Sentence("Enquête", "Survey"),
    "Job": Sentence("Travail", "Job"),
    "Membership": Sentence("Accès", "Access"),
    "Need": Sentence("Besoin", "Need"),
    "Organisation": Sentence("Organisation", "Organisation"),
    "Upload": Sentence("Envoi", "Sent file"),
    "User": Sentence("Compte", "Account"),
    "answers": Sentence("réponses", "answers"),
    "closes": Sentence("échéance", "deadline"),
    "reminders": Sentence("relances", "reminders"),
    "accepted": Sentence("acceptées", "accepted"),
    "events": Sentence("événements", "events"),
    "email": Sentence("adresse électronique", "e-mail"),
    "files": Sentence("fichiers", "files"),
    "key": Sentence("clé", "key"),
    "language": Sentence("langue", "language"),
    "members": Sentence("membres", "members"),
    "name": Sentence("nom", "name"),
    "needs.read": Sentence("lecture d'un fichier", "reading of a file"),
    "occupations.refresh": Sentence("codage et chiffres", "coding and figures"),
    "organisation": Sentence("organisation", "organisation"),
    "organisations": Sentence("organisations", "organisations"),
    "password": Sentence("mot de passe", "password"),
    "published": Sentence("publication", "publication"),
    "refused": Sentence("refusées", "refused"),
    "role": Sentence("rôle", "role"),
    "schools": Sentence("écoles", "schools"),
    "sites": Sentence("sites", "sites"),
    "unchanged": Sentence("inchangées", "unchanged"),
    "user": Sentence("personne", "person"),
}


def label(action: str) -> Sentence:
    """The sentence of an action; its code where it has none."""
    return LABELS.get(action, Sentence(action, action))


def word(name: str) -> Sentence:
    """What an object, a count or a field of an event is called; its own name where it has no other."""
    return WORDS.get(name, Sentence(name, name))
