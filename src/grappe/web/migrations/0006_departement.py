"""The département of a need; and on PostgreSQL the order of the list of needs, unknown days last as on SQLite.

Plain SQL adds the column: on SQLite Django would make the table anew and lose the triggers of the full-text index.
"""

from django.db import migrations, models

ADD = "ALTER TABLE grappe_need ADD COLUMN departement varchar(3) DEFAULT '' NOT NULL"
DROP = "ALTER TABLE grappe_need DROP COLUMN departement"
BY_DAY = "CREATE INDEX grappe_need_by_day_last ON grappe_need (cluster_id, published DESC NULLS LAST, id DESC)"


def forwards(_apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(BY_DAY)


def backwards(_apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP INDEX grappe_need_by_day_last")


class Migration(migrations.Migration):
    dependencies = [("grappe", "0005_publishing")]
    operations = [
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(ADD, DROP)],
            [
                migrations.AddField(
                    model_name="need",
                    name="departement",
                    field=models.CharField(blank=True, max_length=3, verbose_name="département"),
                )
            ],
        ),
        migrations.RunPython(forwards, backwards),
    ]
