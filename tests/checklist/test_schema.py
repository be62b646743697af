from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from intake_assist.checklist import default_folder, schema_kind, schema_matter, schema_seals
from intake_assist.checklist.mistakes import Mistakes
from intake_assist.checklist.tree import read_tree, typed

CHINESE = re.compile("[\u4e00-\u9fff]")
SCHEMAS = {"matter": schema_matter(), "kind": schema_kind(), "seals": schema_seals()}


def _objects(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield schema["title"], schema
    yield from schema["$defs"].items()


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_property_is_explained_in_chinese(name: str) -> None:
    schema = SCHEMAS[name]
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    unexplained = [
        f"{where}.{key}.{what}"
        for where, part in _objects(schema)
        for key, described in {"": part, **part.get("properties", {})}.items()
        for what in ("title", "description")
        if not CHINESE.search(described.get(what, ""))
    ]
    assert unexplained == []


def test_unknown_keys_are_refused_and_with_is_called_so() -> None:
    for name, part in _objects(SCHEMAS["matter"]):
        assert part.get("additionalProperties", False) is False, name
    assert "with" in SCHEMAS["matter"]["$defs"]["CheckSpec"]["properties"]


def _conforms(value: Any, part: dict[str, Any], defs: dict[str, Any]) -> bool:
    """The part of JSON Schema that ours use: enough to see that an editor would accept a file."""
    if "$ref" in part:
        return _conforms(value, defs[part["$ref"].rpartition("/")[2]], defs)
    if "anyOf" in part:
        return any(_conforms(value, option, defs) for option in part["anyOf"])
    if "enum" in part:
        return value in part["enum"]
    match part.get("type"):
        case "object":
            known = part.get("properties", {})
            whole = set(part.get("required", ())) <= set(value) if isinstance(value, dict) else False
            return whole and all(_conforms(item, known.get(key, {}), defs) for key, item in value.items())
        case "array":
            return isinstance(value, list) and all(_conforms(item, part["items"], defs) for item in value)
        case "string":
            return isinstance(value, str) and bool(re.search(part.get("pattern", ""), value))
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "number":
            return isinstance(value, int | float)
        case "boolean":
            return isinstance(value, bool)
        case "null":
            return value is None
    return True


@pytest.mark.parametrize(
    "path",
    sorted(default_folder().rglob("*.yaml")),
    ids=lambda path: path.stem,
)
def test_an_editor_accepts_the_files_that_come_with_the_program(path: Any) -> None:
    name = "kind" if path.parent.name == "kinds" else "seals" if path.name == "seals.yaml" else "matter"
    schema = SCHEMAS[name]
    root = read_tree(path.read_bytes(), Mistakes(str(path)))
    assert root is not None
    assert _conforms(typed(root), schema, schema["$defs"])
    broken = {**typed(root), next(iter(typed(root))): 1}
    assert not _conforms(broken, schema, schema["$defs"])
