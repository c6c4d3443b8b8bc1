"""Long work on programmes: the skills of their courses."""

from django.urls import reverse

from grappe.teach import SkillsMapper, map_skills, programmes_from_json
from grappe.web.jobs.kinds import Outcome, work
from grappe.web.jobs.models import Job
from grappe.web.stores import release
from grappe.web.teach.models import SchoolProgramme
from grappe.words import Progress, Sentence


@work("programmes.map", Sentence("Lecture des compétences d'un programme", "Reading the skills of a programme"))
def map_programme(job: Job, progress: Progress) -> Outcome:
    """Maps the courses of a programme to skills of the ROME in use; what people said of links is kept apart."""
    record = SchoolProgramme.objects.get(uuid=job.arguments["programme"])
    rome = release("rome")
    courses = list(programmes_from_json(record.content, record.file_name)[0].courses())
    found = map_skills(courses, SkillsMapper.of_release(rome), progress=progress)
    SchoolProgramme.objects.filter(pk=record.pk).update(links=found.to_pylist(), release=str(rome))
    said = Sentence(
        f"{found.num_rows} liens entre cours et compétences", f"{found.num_rows} links of courses to skills"
    )
    return Outcome(said, link=reverse("teach:gap", args=[record.uuid]), result={"links": found.num_rows})
