"""The documents that follow from the settings' model: JSON schema and the page of all settings."""

import json
from collections.abc import Iterator
from typing import Any

from effektspor.config.model import Config

INTRODUCTION = """# Settings

Every key of `config.yaml`, generated from the model that checks it (`effektspor settings-docs`). A
key that is not listed here is an error. A study file given with
`snakemake --configfile my-study.yaml` replaces `config.yaml` wholly.
"""


def schema_text() -> str:
    """JSON schema of the config, for editors."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "effektspor config",
        **_schema(),
    }
    return json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def settings_page() -> str:
    """Markdown page with one table for each group of settings."""
    schema = _schema()
    parts = [INTRODUCTION]
    for place, group in _groups(schema, schema, ""):
        parts.append(f"\n## {f'`{place}`' if place else 'Top level'}\n\n{group['description']}\n")
        parts.append("\n| key | type | default | meaning |\n|---|---|---|---|\n")
        required = group.get("required", [])
        for key, field in group["properties"].items():
            default = "required" if key in required else f"`{json.dumps(field.get('default'))}`"
            if isinstance(field.get("default"), dict):
                default = "as below"
            # The schema leaves out a description that the group itself has.
            about = field.get("description") or (_resolve(field, schema) or {})["description"]
            meaning = about.replace("\n", " ").replace("|", "\\|")
            parts.append(f"| `{key}` | {_type(field, schema)} | {default} | {meaning} |\n")
    return "".join(parts)


def _schema() -> dict[str, Any]:
    return Config.model_json_schema(mode="validation")


def _groups(
    node: dict[str, Any], schema: dict[str, Any], place: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Settings groups in the order in which a config file holds them."""
    yield place, node
    for key, field in node["properties"].items():
        inner = f"{place}.{key}" if place else key
        many = _by_name(field)
        for target, suffix in ((field, ""), (many, ".NAME"), (field.get("items"), "[]")):
            if not isinstance(target, dict):
                continue
            for kind in target.get("oneOf", [target]):  # one for each evaluation
                group = _resolve(kind, schema)
                if group is not None:
                    tag = group["properties"].get("evaluation", {}).get("const")
                    start = inner + suffix
                    yield from _groups(group, schema, f"{start} ({tag})" if tag else start)


def _by_name(field: dict[str, Any]) -> dict[str, Any] | None:
    """What stands under each name, where a field holds things by name."""
    for inner in field.get("patternProperties", {}).values():
        if isinstance(inner, dict):
            return inner
    return None


def _resolve(field: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any] | None:
    """The settings group that a field refers to, if it is one."""
    for option in (field, *field.get("anyOf", []), *field.get("allOf", [])):
        if "$ref" in option:
            found: dict[str, Any] = schema["$defs"][option["$ref"].rsplit("/", 1)[1]]
            return found if "properties" in found else None
    return None


def _type(field: dict[str, Any], schema: dict[str, Any]) -> str:
    if _resolve(field, schema) is not None:
        return "group"
    if _by_name(field) is not None:
        return "groups by name"
    if "enum" in field or "const" in field:
        return " or ".join(f"`{value}`" for value in field.get("enum", [field.get("const")]))
    if "anyOf" in field:
        return " or ".join(_type(option, schema) for option in field["anyOf"])
    if field.get("type") == "array":
        return f"list of {_type(field.get('items', {}), schema)}"
    words = {
        "integer": "whole number",
        "string": "text",
        "boolean": "true or false",
        "null": "none",
    }
    kind = words.get(field.get("type", ""), field.get("type", "value"))
    limits = [
        f"{sign} {field[bound]}"
        for bound, sign in (
            ("minimum", "≥"), ("exclusiveMinimum", ">"), ("maximum", "≤"), ("exclusiveMaximum", "<"),
        )
        if bound in field
    ]  # fmt: skip
    return f"{kind} {', '.join(limits)}".strip()
