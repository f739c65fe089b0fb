"""YAML read as it comes: a node for each of 100,000 words takes 60 MB and most of the time.

Only what rule files are written in is read so; anchors, tags and merged keys are left to PyYAML,
which reads the same text anew. Must not know what rules are.
"""

from typing import Any

import yaml
from yaml.nodes import ScalarNode

_TEXT = "tag:yaml.org,2002:str"
_NO_VALUES = frozenset({"tag:yaml.org,2002:merge", "tag:yaml.org,2002:value"})


def read_yaml(text: str) -> object:
    """What `yaml.safe_load` makes of a text.

    Raises:
        yaml.YAMLError: It is no YAML.
    """
    # The C parser is 10 times faster and builds the same safe types; not every wheel has it.
    loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _Reading(loader(text)).document()
    except _UnusualError:
        return yaml.load(text, Loader=loader)  # noqa: S506 - a safe loader


class _UnusualError(Exception):
    """The text uses what is left to PyYAML."""


class _Reading:
    """One text, by the events of its parser."""

    def __init__(self, loader: Any) -> None:  # noqa: ANN401 - its stubs say no types
        self._resolve, self._construct = loader.resolve, loader.construct_object
        self._next = loader.get_event
        self._signs = loader.yaml_implicit_resolvers.keys()
        """First characters of what may be no text; nothing is none."""

    def document(self) -> object:
        self._next()
        if not isinstance(self._next(), yaml.DocumentStartEvent):
            return None
        value = self._value(self._next())
        self._next()
        if not isinstance(self._next(), yaml.StreamEndEvent):
            raise _UnusualError
        return value

    def _value(self, event: Any) -> object:  # noqa: ANN401
        if isinstance(event, yaml.AliasEvent) or not _is_bare(event):
            raise _UnusualError
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event.value, event.implicit)
        return self._items() if isinstance(event, yaml.SequenceStartEvent) else self._mapping()

    def _items(self) -> list[object]:
        items: list[object] = []
        next_event, signs, scalar = self._next, self._signs, yaml.ScalarEvent
        while type(event := next_event()) is not yaml.SequenceEndEvent:
            # Nearly all of a long list: words, of which none may be a number or a date.
            if type(event) is scalar and event.value[:1] not in signs and _is_bare(event):
                items.append(event.value)
            else:
                items.append(self._value(event))
        return items

    def _mapping(self) -> dict[object, object]:
        mapping = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise _UnusualError
            key = self._value(event)
            mapping[key] = self._value(self._next())
        return mapping

    def _scalar(self, value: str, implicit: tuple[bool, bool]) -> object:
        tag = self._resolve(ScalarNode, value, implicit)
        if tag == _TEXT:
            return value
        if tag in _NO_VALUES:
            raise _UnusualError
        return self._construct(ScalarNode(tag, value))


def _is_bare(event: Any) -> bool:  # noqa: ANN401
    return event.anchor is None and event.tag is None
