"""A sample repository goes through pre-commit, the GitHub Action and the GitLab template.

Each fails with a fictitious leak, passes with a baseline, fails again when one more patient is
added; and then the baseline differs by one line.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import types
from pathlib import Path
from typing import Protocol

import pytest
import yaml

import leakscan
from tests.cli.calling import ROOT

HEADER = "nom;prenom;date_naissance;nir;telephone;commentaire\n"
TERMS = ("--reason", "fixture", "--author", "Ana", "--expires", "never")
DOCS = ROOT / "leakscan" / "docs"
ACTION = ROOT / ".github" / "actions" / "leakscan"


def patient(number: int) -> str:
    body = 1_61_51_22_998_000 + number
    return f"TESTEUR;Zoé;12/03/1961;{body}{97 - body % 97:02};06399800{number:02};VIH positif\n"


class Repository:
    """A git repository with a leak in it, and this leakscan on its path."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "sample"
        (self.folder / "data").mkdir(parents=True)
        tools = folder / "bin"
        tools.mkdir()
        script = tools / "leakscan"
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m leakscan "$@"\n')
        script.chmod(0o755)
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
            "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "LC_ALL": "C.UTF-8",
            "LEAKSCAN_KEY_FILE": str(folder / "leakscan.key"),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "PRE_COMMIT_HOME": str(folder / "pre-commit"),
            **{f"GIT_{who}_{what}": "t@example.org" for who in ("AUTHOR", "COMMITTER")
               for what in ("NAME", "EMAIL")},
        }  # fmt: skip
        self.run("git", "init", "-q", "-b", "main")
        self.run("leakscan", "baseline", "key", str(folder / "leakscan.key"))
        self.key = (folder / "leakscan.key").read_text()
        text = HEADER + "".join(patient(number) for number in range(1, 6))
        (self.folder / "data" / "patients.csv").write_text(text, encoding="utf-8")
        (self.folder / "README.md").write_text("Sample.\n")

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.folder, env={**self.environment, **environment},
            capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip

    def accept(self, command: str) -> None:
        done = self.run("leakscan", "baseline", command, "data", "README.md", "--no-config", *TERMS)
        assert done.returncode == 0, done.stderr

    def add_a_patient(self) -> None:
        with (self.folder / "data" / "patients.csv").open("a", encoding="utf-8") as table:
            table.write(patient(6))

    def stage(self) -> None:
        self.run("git", "add", "-A")

    def commit(self) -> None:
        self.stage()
        assert self.run("git", "commit", "-qm", "x", "--no-verify").returncode == 0


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


class Gate(Protocol):
    """Runs a gate, with the baseline or without."""

    def __call__(
        self, repository: Repository, *, baseline: bool
    ) -> subprocess.CompletedProcess[str]: ...


def pre_commit(repository: Repository, *, baseline: bool) -> subprocess.CompletedProcess[str]:
    """The hook as it is published, run by pre-commit from the environment that is here."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    hook["language"] = "system"
    hook["args"] = ["--baseline", "leakscan.baseline", "--no-config"] if baseline else []
    config = {"repos": [{"repo": "local", "hooks": [hook]}]}
    (repository.folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    repository.stage()
    return repository.run(sys.executable, "-m", "pre_commit", "run", "--hook-stage", "pre-commit")


def github(repository: Repository, *, baseline: bool) -> subprocess.CompletedProcess[str]:
    """The action's own step, with the variables that its inputs become."""
    action = yaml.safe_load((ACTION / "action.yml").read_text(encoding="utf-8"))
    step = action["runs"]["steps"][-1]
    names = {key: re.search(r"inputs\.([a-z-]+)", value) for key, value in step["env"].items()}
    defaults = {key: action["inputs"][match[1]]["default"] for key, match in names.items() if match}
    given = {"INPUT_BASELINE": "leakscan.baseline", "LEAKSCAN_KEY": repository.key}
    return repository.run(
        "bash", "-c", step["run"],
        **{**defaults, **(given if baseline else {})},
        GITHUB_ACTION_PATH=str(ACTION), GITHUB_ACTIONS="true",
        GITHUB_STEP_SUMMARY=str(repository.folder.parent / "summary.md"), LEAKSCAN_KEY_FILE="",
    )  # fmt: skip


def gitlab(repository: Repository, *, baseline: bool) -> subprocess.CompletedProcess[str]:
    """The template's script, with the job's variables."""
    job = yaml.safe_load((DOCS / "gitlab-ci.yml").read_text(encoding="utf-8"))["leakscan"]
    variables = job["variables"] | ({"LEAKSCAN_BASELINE": "leakscan.baseline"} if baseline else {})
    return repository.run("bash", "-ec", "\n".join(job["script"]), **variables)


@pytest.mark.parametrize("gate", [pre_commit, github, gitlab])
def test_a_repository_goes_through_its_gate(gate: Gate, repository: Repository) -> None:
    leaky = gate(repository, baseline=False)
    assert leaky.returncode == 1, leaky.stdout + leaky.stderr
    assert "data/patients.csv" in leaky.stdout
    assert "TESTEUR" not in leaky.stdout + leaky.stderr

    repository.accept("create")
    accepted = gate(repository, baseline=True)
    assert accepted.returncode == 0, accepted.stdout + accepted.stderr
    repository.commit()

    repository.add_a_patient()
    again = gate(repository, baseline=True)
    assert again.returncode == 1, again.stdout + again.stderr

    repository.accept("update")
    assert gate(repository, baseline=True).returncode == 0
    difference = repository.run("git", "diff", "HEAD", "--numstat", "--", "leakscan.baseline")
    assert difference.stdout.split()[:2] == ["1", "0"]


def test_the_action_leaves_a_report_and_a_summary(repository: Repository) -> None:
    done = github(repository, baseline=False)
    assert "::error file=data/patients.csv,line=2," in done.stderr
    log = json.loads((repository.folder / "leakscan.sarif").read_text(encoding="utf-8"))
    uris = {
        location["physicalLocation"]["artifactLocation"]["uri"]
        for result in log["runs"][0]["results"]
        for location in result["locations"]
    }
    assert uris == {"data/patients.csv"}
    summary = (repository.folder.parent / "summary.md").read_text(encoding="utf-8")
    assert "data/patients.csv" in summary


def test_the_template_leaves_the_reports_that_it_declares(repository: Repository) -> None:
    gitlab(repository, baseline=False)
    job = yaml.safe_load((DOCS / "gitlab-ci.yml").read_text(encoding="utf-8"))["leakscan"]
    for path in job["artifacts"]["reports"].values():
        assert (repository.folder / path).stat().st_size > 0


def test_the_template_installs_this_program_and_no_other(repository: Repository) -> None:
    """By its name alone pip would fetch what somebody else calls leakscan."""
    job = yaml.safe_load((DOCS / "gitlab-ci.yml").read_text(encoding="utf-8"))["leakscan"]
    stub = repository.folder.parent / "bin" / "python3"
    stub.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    stub.chmod(0o755)
    here = {
        "CI_SERVER_PROTOCOL": "https", "CI_SERVER_HOST": "git.example.org",
        "CI_SERVER_PORT": "443", "CI_JOB_TOKEN": "t",
    }  # fmt: skip
    done = repository.run(
        "bash", "-ec", "\n".join(job["before_script"]), **here, **job["variables"]
    )
    project = "https://gitlab-ci-token:t@git.example.org:443/your-group/leakscan.git"
    source = f"git+{project}@v{leakscan.__version__}"
    assert done.stdout.splitlines() == ["-m", "pip", "install", "--quiet", source]


@pytest.mark.parametrize("path", sorted([ROOT / "README.md", *DOCS.glob("*.*")]))
def test_no_page_has_somebody_elses_program_installed(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"pip install[^\n]*[\s'\"]leakscan\b", text)


def test_the_script_is_sound() -> None:
    shell = shutil.which("bash")
    assert shell is not None
    subprocess.run([shell, "-n", str(ACTION / "check.sh")], check=True)


def examples() -> dict[str, str]:
    text = (DOCS / "ci.md").read_text(encoding="utf-8")
    sections = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    return {
        section.splitlines()[0]: found[1]
        for section in sections
        if (found := re.search(r"```python\n(.*?)```", section, re.DOTALL))
    }


class RefusedError(Exception):
    """Stands for the exception that fails a task without a retry."""


def test_the_airflow_task_fails_on_a_leak(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    decorators = types.ModuleType("airflow.decorators")
    decorators.task = lambda function: function  # type: ignore[attr-defined]
    decorators.dag = lambda **_: lambda _function: lambda: None  # type: ignore[attr-defined]
    exceptions = types.ModuleType("airflow.exceptions")
    exceptions.AirflowFailException = RefusedError  # type: ignore[attr-defined]
    for name, module in (("decorators", decorators), ("exceptions", exceptions)):
        monkeypatch.setitem(sys.modules, f"airflow.{name}", module)
    monkeypatch.setitem(sys.modules, "airflow", types.ModuleType("airflow"))
    space: dict[str, object] = {}
    exec(compile(examples()["Airflow"], "airflow.py", "exec"), space)
    task = space["refuse_personal_data"]
    assert callable(task)
    with pytest.raises(RefusedError, match="sensitive data"):
        task(str(repository.folder / "data"))
    (repository.folder / "data" / "patients.csv").write_text("Le phare veille.\n")
    task(str(repository.folder / "data"))


def test_the_dbt_step_raises_on_a_leak(capsys: pytest.CaptureFixture[str]) -> None:
    space: dict[str, object] = {}
    exec(compile(examples()["dbt"], "dbt.py", "exec"), space)
    gate = space["gate"]
    assert callable(gate)
    rows = [patient(number).strip().split(";") for number in range(1, 4)]
    columns = dict(zip(HEADER.strip().split(";"), map(list, zip(*rows, strict=True)), strict=True))
    with pytest.raises(leakscan.SensitiveData):
        gate({"patients": columns})
    assert "fr.nir" in capsys.readouterr().out
    gate({"villes": {"ville": ["Brest", "Vannes"], "habitants": [1, 2]}})
