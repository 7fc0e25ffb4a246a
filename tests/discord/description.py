"""Checks what the bot sends against Discord's own description of its API, where a copy of it is at hand."""

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.discord.state import Json

BESIDE: Final = "../shared/discord-openapi.json"
NAME: Final = "urn:discord"

MEDIA: Final = 16
"""A type of channels that Discord's documentation has and its description lacks."""

SENT_ANYWAY: Final = frozenset({"tts", "nsfw"})
"""What discord.py always sends and Discord overlooks where its description lacks it."""


def description_path(root: Path) -> Path | None:
    """Where the description is, if it is anywhere."""
    path = root / os.environ.get("DISCORD_OPENAPI", BESIDE)
    return path if path.is_file() else None


def as_union(schema: Json) -> Json:
    """Read `oneOf` as Discord means it, several may fit; a snowflake as a number too; references from anywhere."""
    if isinstance(schema, list):
        return [as_union(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    read = {("anyOf" if name == "oneOf" else name): as_union(part) for name, part in schema.items()}
    if read.get("format") == "snowflake":
        read["type"] = ["string", "integer"]
    if isinstance(reference := read.get("$ref"), str):
        read["$ref"] = NAME + reference
    return read


class Description:
    """Discord's description of its API."""

    def __init__(self, path: Path) -> None:
        self._whole = as_union(json.loads(path.read_text("utf-8")))
        self._schemas = self._whole["components"]["schemas"]
        self._schemas["ChannelTypes"]["anyOf"].append({"const": MEDIA})
        registry = Registry().with_resource(NAME, DRAFT202012.create_resource(self._whole))
        self._any = Draft202012Validator({}, registry=registry)
        self._templates: dict[int, list[str]] = {}
        for template in sorted(self._whole["paths"], key=lambda template: template.count("{")):
            self._templates.setdefault(template.count("/"), []).append(template)

    def faults_of(self, method: str, path: str, payload: Json) -> list[str]:
        """Name what the description does not allow in this request."""
        operation = self._whole["paths"].get(self._template_of(path), {}).get(method)
        if operation is None:
            return [f"no {method} {path}"]
        schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
        if schema is None:
            return []
        error = best_match(self._any.evolve(schema=schema).iter_errors(payload))
        wrong = [f"{error.json_path}: {error.message}"] if error else []
        unknown = self._unknown(schema, payload, "$")
        return wrong + [f"{place}.{key}: unknown" for place, key in unknown if key not in SENT_ANYWAY]

    def _template_of(self, path: str) -> str | None:
        """Find the path of the description that a request's path stands for; the one with the most literal parts."""
        parts = path.split("/")
        for template in self._templates.get(path.count("/"), []):
            pairs = zip(template.split("/"), parts, strict=True)
            if all(wanted.startswith("{") or wanted == part for wanted, part in pairs):
                return template
        return None

    def _unknown(self, schema: Json, value: Json, place: str) -> Iterator[tuple[str, str]]:
        """Walk a value beside its schema: the description forbids no key, but one that it doesn't name is a mistake."""
        if not isinstance(value, list | dict):
            return
        fitting = list(self._fitting(schema, value))
        if isinstance(value, list):
            items = {"anyOf": [part["items"] for part in fitting if "items" in part]}
            for number, item in enumerate(value):
                yield from self._unknown(items, item, f"{place}[{number}]")
        elif not any("additionalProperties" in part for part in fitting):
            for key, inner in value.items():
                named = [part["properties"][key] for part in fitting if key in part.get("properties", {})]
                if not named:
                    yield place, key
                yield from self._unknown({"anyOf": named}, inner, f"{place}.{key}")

    def _fitting(self, schema: Json, value: Json) -> Iterator[Json]:
        """Every plain schema that speaks of this value: references followed, of a union those that allow it."""
        if reference := schema.get("$ref"):
            yield from self._fitting(self._schemas[reference.rpartition("/")[2]], value)
        for part in schema.get("allOf", []):
            yield from self._fitting(part, value)
        union = schema.get("anyOf", [])
        for part in union:
            if len(union) == 1 or self._any.evolve(schema=part).is_valid(value):
                yield from self._fitting(part, value)
        yield schema


@cache
def description_at(path: Path) -> Description:
    """Read it once."""
    return Description(path)
