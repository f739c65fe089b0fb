"""The scripts that rebuild the lexicons go on working with the code whose parts they use."""

import gzip
import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from leakscan.detectors.rules import builtin_rules_dir

_LEXICONS = builtin_rules_dir() / "lexicons"


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, _LEXICONS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", [path.stem for path in _LEXICONS.glob("*.py")])
def test_it_is_imported(name: str) -> None:
    assert callable(script(name).main)


def test_words_like_ours_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = tmp_path / "fr.json.gz"
    known = ["séropositif", "enceinte", "encointe", "enceintre", "chaise"]
    words.write_bytes(gzip.compress(json.dumps(dict.fromkeys(known, 1)).encode()))
    module = script("build_look_alikes")
    monkeypatch.setattr(module, "HERE", tmp_path)
    module.main([words])
    written = (tmp_path / "look-alikes.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in written if not line.startswith("#")] == ["enceintre", "encointe"]
