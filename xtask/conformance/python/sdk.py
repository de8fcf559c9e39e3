"""The vendor's SDK as this check sees it: definitions, their properties, and the way there and back.

Everything is read off the installed package by reflection (`swagger_types`, `attribute_map`), so the same code
serves every release. Importing this module imports the whole SDK, which reads a settings file in HOME and, from
126 on, watches that folder: run it with HOME an empty one.
"""

import functools
import importlib.metadata
import json
import re

import PureCloudPlatformClientV2 as package
from PureCloudPlatformClientV2 import models

VERSION = importlib.metadata.version("PureCloudPlatformClientV2")

OUTDATED = "outdated_sdk_version"
"""What the SDK's setters put in place of an enum value that they do not know."""

_client = package.ApiClient("http://127.0.0.1:1")
_LIST = re.compile(r"list\[(.*)\]")
_DICT = re.compile(r"dict\([^,]*, (.*)\)")


class _Response:
    """What `ApiClient.deserialize` needs of an HTTP response."""

    def __init__(self, text):
        self.data = text

    def getheader(self, name):
        return "application/json" if name == "Content-Type" else None


def read(definition, text):
    """What the SDK makes of `text`, received as a `definition`."""
    return _client.deserialize(_Response(text), definition)


def there_and_back(definition, text):
    """The JSON text that the SDK would send after having received `text` as a `definition`."""
    instance = read(definition, text)
    return json.dumps(_client.sanitize_for_serialization(instance))


def element_kind(kind):
    """The kind of the elements of a list or map kind, with the word for it; (None, None) for any other kind."""
    for word, pattern in (("list", _LIST), ("map", _DICT)):
        match = pattern.fullmatch(kind)
        if match:
            return word, match.group(1)
    return None, None


@functools.lru_cache(maxsize=None)
def properties(definition):
    """JSON key -> kind, of a definition; None where the kind is not a definition (`str`, `datetime`, ...)."""
    if not isinstance(getattr(models, definition, None), type):
        return None
    instance = getattr(models, definition)()
    return {instance.attribute_map[name]: kind for name, kind in instance.swagger_types.items()}


@functools.lru_cache(maxsize=None)
def is_enum(definition, key):
    """Whether the property takes listed values only, found out by trying one that no release lists."""
    instance = getattr(models, definition)()
    name = next(name for name, json_key in instance.attribute_map.items() if json_key == key)
    if instance.swagger_types[name] != "str":
        return False
    setattr(instance, name, "no release lists this")
    return getattr(instance, name) == OUTDATED


@functools.lru_cache(maxsize=None)
def lists_upper_case(definition, key, text):
    """Whether the property lists the text in upper snake case, such as TRANSFER_NOANSWER for transfer.noanswer."""
    instance = getattr(models, definition)()
    name = next(name for name, json_key in instance.attribute_map.items() if json_key == key)
    words = re.sub("(?<=[a-z])(?=[A-Z])", "_", text)
    setattr(instance, name, re.sub("[^A-Z0-9]", "_", words.upper()))
    return getattr(instance, name) != OUTDATED


def closure(definition):
    """The definition and all that it refers to, directly or not."""
    found, queue = set(), [definition]
    while queue:
        current = queue.pop()
        if current in found:
            continue
        found.add(current)
        for kind in properties(current).values():
            _, element = element_kind(kind)
            if properties(element or kind) is not None:
                queue.append(element or kind)
    return found
