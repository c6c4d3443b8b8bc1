"""Gathers the records of the parts, so that Django sees one app with one line of migrations."""

from grappe.web.audit.models import AuditEvent, ChainHead
from grappe.web.clusters.models import Cluster, Membership, Organisation, Role, Site, User
from grappe.web.evidence.models import EvidenceFact, EvidenceProfile, PastRecommendation
from grappe.web.jobs.models import Job, Worker
from grappe.web.label.models import LabelApplication, LabelCall, LabelEvent, LabelReviewer
from grappe.web.needs.models import Need
from grappe.web.pool.models import SharedNeed, SharingDecision, SharingPlan, SharingProfile
from grappe.web.review.models import Confirmation, ReviewDeed, SecondOpinion
from grappe.web.sending.models import SourceMapping, Upload
from grappe.web.surveys.models import Invitation, Wave
from grappe.web.teach.models import SchoolIntervention, SchoolProgramme, SkillWord

__all__ = [
    "AuditEvent",
    "ChainHead",
    "Cluster",
    "Confirmation",
    "EvidenceFact",
    "EvidenceProfile",
    "Invitation",
    "Job",
    "LabelApplication",
    "LabelCall",
    "LabelEvent",
    "LabelReviewer",
    "Membership",
    "Need",
    "Organisation",
    "PastRecommendation",
    "ReviewDeed",
    "Role",
    "SchoolIntervention",
    "SchoolProgramme",
    "SecondOpinion",
    "SharedNeed",
    "SharingDecision",
    "SharingPlan",
    "SharingProfile",
    "Site",
    "SkillWord",
    "SourceMapping",
    "Upload",
    "User",
    "Wave",
    "Worker",
]
