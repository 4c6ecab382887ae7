"""No statement about a pod's table without its pod: read from the code itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import storage
from storage.tables import POD_TABLES

TABLES = {table.name for table in POD_TABLES}
STATEMENTS = {"select", "update", "delete"}
FOLDER = Path(storage.__file__).parent


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def asks_of(function: ast.AST) -> set[str]:
    """The pod tables that the function selects from, updates or deletes from."""
    asked = set()
    for node in ast.walk(function):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in STATEMENTS
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "sa"
        ):
            names = {n.id for a in node.args for n in ast.walk(a) if isinstance(n, ast.Name)}
            asked |= names & TABLES
    return asked


def names_pod_of(function: ast.AST) -> set[str]:
    """The tables whose pod is compared with something."""
    return {
        node.left.value.value.id
        for node in ast.walk(function)
        if isinstance(node, ast.Compare)
        and isinstance(node.left, ast.Attribute)
        and node.left.attr == "pod"
        and isinstance(node.left.value, ast.Attribute)
        and isinstance(node.left.value.value, ast.Name)
    }


def looks(function: ast.AST) -> bool:
    """Whether the function says what one thing it looks for outside of the pod."""
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "look"
        for node in ast.walk(function)
    )


def offences(source: str) -> list[str]:
    return [
        f"{function.name}: {table}"
        for function in functions(ast.parse(source))
        for table in asks_of(function) - names_pod_of(function)
        if not looks(function)
    ]


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.py")), ids=lambda p: p.stem)
def test_every_statement_names_its_pod(path: Path) -> None:
    if "migrations" not in path.parts:
        assert offences(path.read_text()) == []


def test_a_statement_without_its_pod_is_found() -> None:
    source = """
async def bad(self, image):
    return await self.run(sa.select(images).where(images.c.id == image))
async def good(self, pod, image):
    return await self.run(sa.select(images).where(images.c.pod == pod, images.c.id == image))
async def free(self):
    return await self.run(sa.select(notes))
"""
    assert offences(source) == ["bad: images"]
