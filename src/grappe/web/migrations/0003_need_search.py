"""The full-text index of needs: FTS5 kept by triggers on SQLite, GIN on PostgreSQL."""

from django.db import migrations

SQLITE = (
    "CREATE VIRTUAL TABLE grappe_need_search USING fts5("
    "search_text, content='grappe_need', content_rowid='id', tokenize='ascii', prefix='2 3')",
    "CREATE TRIGGER grappe_need_search_added AFTER INSERT ON grappe_need BEGIN"
    " INSERT INTO grappe_need_search(rowid, search_text) VALUES (new.id, new.search_text); END",
    "CREATE TRIGGER grappe_need_search_removed AFTER DELETE ON grappe_need BEGIN"
    " INSERT INTO grappe_need_search(grappe_need_search, rowid, search_text)"
    " VALUES ('delete', old.id, old.search_text); END",
    "CREATE TRIGGER grappe_need_search_changed AFTER UPDATE OF search_text ON grappe_need BEGIN"
    " INSERT INTO grappe_need_search(grappe_need_search, rowid, search_text)"
    " VALUES ('delete', old.id, old.search_text);"
    " INSERT INTO grappe_need_search(rowid, search_text) VALUES (new.id, new.search_text); END",
)
POSTGRESQL = (
    "CREATE INDEX grappe_need_search ON grappe_need USING gin (to_tsvector('simple', search_text))",
)
UNDO = {
    "sqlite": (
        "DROP TRIGGER grappe_need_search_changed",
        "DROP TRIGGER grappe_need_search_removed",
        "DROP TRIGGER grappe_need_search_added",
        "DROP TABLE grappe_need_search",
    ),
    "postgresql": ("DROP INDEX grappe_need_search",),
}


def forwards(_apps, editor):
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


def backwards(_apps, editor):
    for statement in UNDO[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("grappe", "0002_needs")]
    operations = [migrations.RunPython(forwards, backwards)]
