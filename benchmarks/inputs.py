"""Generated files, made when they are first asked for, by other processes: see `measure`."""

import gzip
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measure import ROOT

_SYLLABLES = ("ba", "dro", "fe", "gli", "ka", "lu", "mor", "ni", "pla", "que", "ris", "so", "tev")


@contextmanager
def kept_in(data: Path | None) -> Iterator[Path]:
    """The folder for generated files: `data`, where they are found again, or one that goes."""
    with tempfile.TemporaryDirectory() as scratch:
        # Programs run in the checkout, whatever the current directory is.
        folder = (data or Path(scratch)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        yield folder


class Inputs:
    """A folder of generated files; one of the same kind and size is used again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def file(self, kind: str, megabytes: int) -> Path:
        """The path of a file of a kind of `benchmarks.generate`."""
        path = self._folder / f"{kind}-{megabytes}.txt"
        if not path.exists():
            program = [sys.executable, "-m", "benchmarks.generate", kind, str(path)]
            subprocess.run([*program, "--size", str(megabytes)], check=True, cwd=ROOT)
        return path

    def packed(self, kind: str, megabytes: int) -> Path:
        """The same through gzip, at its usual level."""
        plain = self.file(kind, megabytes)
        path = plain.with_suffix(".gz")
        if not path.exists():
            with plain.open("rb") as stream, gzip.open(path, "wb", 6) as out:
                shutil.copyfileobj(stream, out)
        return path

    def zipped(self, kind: str, megabytes: int) -> Path:
        """The same as the one member of a zip archive."""
        plain = self.file(kind, megabytes)
        path = plain.with_suffix(".zip")
        if not path.exists():
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.write(plain, plain.name)
        return path

    def rules(self, terms: int) -> Path:
        """A rule with so many words of its own."""
        path = self._folder / f"terms-{terms}.yaml"
        if not path.exists():
            words = "\n".join(f"        - {_word(number)}" for number in range(terms))
            path.write_text(_RULE.format(words=words), encoding="utf-8")
        return path


def _word(number: int) -> str:
    """An invented word; all are different."""
    parts = ["zy"]
    for _ in range(6):
        number, syllable = divmod(number, len(_SYLLABLES))
        parts.append(_SYLLABLES[syllable])
    return "".join(parts)


_RULE = """\
- id: x.benchmark.words
  name: {{fr: mots inventés, en: invented words}}
  category: health
  level: 2
  groups:
    - keywords:
{words}
  examples: [il prend du zybabababababa depuis lundi]
  negative_examples: [il prend du zyba, zy ba ba, un mot]
  references: ["https://example.org/words"]
"""
