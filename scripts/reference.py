"""``make docs``: reference pages from the code (frames, rules, commands, roles). ``--check`` says which are stale."""

import importlib
import json
import os
import sys
from pathlib import Path

import click

from grappe.analysis import INDICATORS
from grappe.cli.entry import grappe
from grappe.words import Frame, standard_rules

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "reference"
ROOMS = ("references", "needs", "coding", "analysis", "evidence")
HEAD = "<!-- written by `make docs`: change the code, not this page -->\n"


def frames_page() -> str:
    """Every declared table: grain, key, columns with type, unit, meaning of null."""
    lines = [HEAD, "# Frames\n", "Tables that cross a border between rooms, as declared in the code.\n"]
    for room in ROOMS:
        module = importlib.import_module(f"grappe.{room}")
        frames = [value for name in sorted(module.__all__) if isinstance(value := getattr(module, name), Frame)]
        if frames:
            lines.append(f"## {room}\n")
        for frame in frames:
            lines += frame_lines(frame)
    return "\n".join(lines)


def frame_lines(frame: Frame) -> list[str]:
    """One frame as a heading, a sentence and a table."""
    head = [f"### `{frame.name}`\n", f"{frame.grain[:1].upper()}{frame.grain[1:]}. Key: `{', '.join(frame.key)}`.\n"]
    head += ["| column | type | unit | null means | what |", "|---|---|---|---|---|"]
    rows = [
        f"| `{c.name}` | {c.type} | {c.unit or ''} | {c.null or 'never null'} | {about(c.about, c.values)} |"
        for c in frame.columns
    ]
    return [*head, *rows, ""]


def about(text: str, values: tuple[str, ...]) -> str:
    """The description and, where the list is closed, its values."""
    return f"{text}: {', '.join(f'`{value}`' for value in values)}" if values else text


def rules_page() -> str:
    """Every dated parameter with its article, values, days and who confirms it."""
    lines = [HEAD, "# Rules\n", "Parameters of the law and of the method: dated data, never constants in code.\n"]
    lines += ["| rule | what | unit | article | values | to be confirmed by |", "|---|---|---|---|---|---|"]
    for rule in standard_rules().values():
        values = "; ".join(f"{dated.value:g} from {dated.valid_from} ({dated.source})" for dated in rule.values)
        lines.append(
            f"| `{rule.id}` | {rule.title.fr} · {rule.title.en} | {rule.unit} | {rule.article or ''} | {values} "
            f"| {rule.confirmed_by} |"
        )
    return "\n".join([*lines, ""])


def indicators_page() -> str:
    """Every indicator: what it means, formula, source, grain, unit, null, minimum."""
    lines = [HEAD, "# Indicators\n", "What each figure means, as declared in `grappe.analysis.INDICATORS`.\n"]
    lines += ["| indicator | what | formula | source | grain | unit | null means | published from |", "|" + "---|" * 8]
    for one in INDICATORS:
        cells = [f"`{one.name}`", f"{one.definition.en} · {one.definition.fr}", one.formula, one.source, one.grain]
        cells += [one.unit, one.null.en, one.least]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def commands_page() -> str:
    """The help of every command."""
    lines = [HEAD, "# Commands\n"]
    for path, command in commands(grappe, ("grappe",)):
        context = click.Context(command, info_name=" ".join(path), help_option_names=["-h", "--help"])
        context.terminal_width = 100  # whatever the terminal that writes the page
        lines += [f"## `{' '.join(path)}`\n", "```text", command.get_help(context).rstrip(), "```\n"]
    return "\n".join(lines)


def roles_page() -> str:
    """Every action that depends on the role alone, and who may do it, as the checks of the web say it."""
    actions, roles = permissions()
    lines = [HEAD, "# Roles\n", "Who may do what, from the checks that screens and deeds ask.\n"]
    lines += [f"| action | {' | '.join(roles)} |", "|---" * (len(roles) + 1) + "|"]
    for action, allowed in sorted(actions.items()):
        lines.append(f"| `{action}` | {' | '.join('✓' if role in allowed else '' for role in roles)} |")
    return "\n".join([*lines, ""])


def rotation_schema_page() -> str:
    """The JSON Schema of a rotation problem, from the declared form."""
    schema = importlib.import_module("grappe.pool").rotation_schema()
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def permissions() -> tuple[dict[str, frozenset[str]], list[str]]:
    """Action → roles, and every role; the web is set up where nobody has done it."""
    from django import setup
    from django.apps import apps

    if not apps.ready:
        sys.path.insert(0, str(ROOT))
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.web.settings")
        setup()
    for rules in sorted((ROOT / "src" / "grappe" / "web").glob("*/rules.py")):
        importlib.import_module(f"grappe.web.{rules.parent.name}.rules")
    policy = importlib.import_module("grappe.web.policy")
    return policy.ACTIONS, [role.value for role in policy.EVERYONE]


def commands(command: click.Command, path: tuple[str, ...]):
    """Every command below one, depth first."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield from commands(below, (*path, name))


def pages() -> dict[str, str]:
    """File name → text of every reference page."""
    return {
        "frames.md": frames_page(),
        "indicators.md": indicators_page(),
        "rules.md": rules_page(),
        "commands.md": commands_page(),
        "roles.md": roles_page(),
        "rotation.schema.json": rotation_schema_page(),
    }


def stale() -> list[str]:
    """The pages on disk that differ from the code."""
    return [
        name
        for name, text in pages().items()
        if not (FOLDER / name).is_file() or (FOLDER / name).read_text("utf-8") != text
    ]


def main() -> int:
    """Writes the pages, or with ``--check`` exits 1 when one is stale."""
    if "--check" in sys.argv:
        old = stale()
        print("stale: " + ", ".join(old) if old else "reference pages are up to date")
        return 1 if old else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
