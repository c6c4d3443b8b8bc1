"""The house keeps its form: front doors, sizes, names, docstrings, glossary."""

import ast
import importlib
import re
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "grappe"
ENGINES = (
    "words",
    "tables",
    "references",
    "needs",
    "coding",
    "analysis",
    "pool",
    "papers",
    "teach",
    "evidence",
    "demonstration",
)
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
VAGUE = re.compile(r"^(utils?|helpers?|common|misc|managers?|services?)(\.py)?$")

#: Longest module, and longest function in lines. The lists of exceptions may only shrink.
MODULE_LINES, FUNCTION_LINES = 300, 40
LONG_MODULES: set[str] = set()
LONG_FUNCTIONS: set[str] = set()


def named(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def functions(path: Path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_modules_are_short():
    long = {named(path) for path in MODULES if len(path.read_text("utf-8").splitlines()) > MODULE_LINES}
    assert long == LONG_MODULES


def test_functions_are_short():
    long = {
        f"{named(path)}:{node.name}"
        for path in MODULES
        for node in functions(path)
        if (node.end_lineno or 0) - node.body[0].lineno + 1 > FUNCTION_LINES
    }
    assert long == LONG_FUNCTIONS


def test_rooms_have_names_that_say_something():
    assert [named(path) for path in SOURCE.rglob("*") if VAGUE.match(path.name)] == []


def test_rooms_are_entered_by_their_front_door():
    graph = grimp.build_graph("grappe", cache_dir=None)
    breaches = []
    for room in ENGINES:
        for module in graph.find_descendants(f"grappe.{room}"):
            breaches += [
                f"{importer} imports {module}"
                for importer in graph.find_modules_that_directly_import(module)
                if not importer.startswith(f"grappe.{room}") and not through_the_door(graph, importer, module, room)
            ]
    assert breaches == []


def through_the_door(graph: grimp.ImportGraph, importer: str, module: str, room: str) -> bool:
    """Whether what looks like a module is a public name of its room that the module is called after."""
    public = importlib.import_module(f"grappe.{room}").__all__
    lines = [found["line_contents"] for found in graph.get_import_details(importer=importer, imported=module)]
    return module.removeprefix(f"grappe.{room}.") in public and all(
        line.startswith(f"from grappe.{room} import") for line in lines
    )


@pytest.mark.parametrize("room", ENGINES)
def test_every_public_name_of_an_engine_says_what_it_is(room):
    silent = []
    for path in sorted((SOURCE / room).rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        public = [
            node
            for node in tree.body
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
        ]
        silent += [f"{named(path)}:{node.name}" for node in public if not ast.get_docstring(node)]
        if not ast.get_docstring(tree):
            silent.append(named(path))
    assert silent == []


@pytest.mark.parametrize("room", ENGINES)
def test_every_front_door_lists_its_names(room):
    tree = ast.parse((SOURCE / room / "__init__.py").read_text("utf-8"))
    assigned = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    assert "__all__" in assigned


def public_classes() -> set[str]:
    found = set()
    for room in ENGINES:
        tree = ast.parse((SOURCE / room / "__init__.py").read_text("utf-8"))
        for node in tree.body:
            if isinstance(node, ast.ImportFrom):
                names = {alias.asname or alias.name for alias in node.names}
                found |= {name for name in names if re.fullmatch(r"[A-Z]+[a-z]\w*", name)}
    return found


def test_the_glossary_knows_every_public_class():
    glossary = (ROOT / "GLOSSARY.md").read_text("utf-8")
    listed = set(re.findall(r"`(\w+)`", glossary))
    assert sorted(public_classes() - listed) == []


def test_the_glossary_names_nothing_that_is_gone():
    words = set()
    for path in MODULES:
        words |= set(re.findall(r"\w+", path.read_text("utf-8")))
        words |= {part.removesuffix(".py") for part in path.relative_to(SOURCE).parts}
    listed = set(re.findall(r"`([A-Za-z_]\w*)`", (ROOT / "GLOSSARY.md").read_text("utf-8")))
    assert sorted(listed - words) == []
