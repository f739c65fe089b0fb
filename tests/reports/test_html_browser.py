"""The HTML page in a real browser: quiet, self-contained, accessible, and it works.

Skipped only where no Chromium is installed.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from leakscan.reports import triage
from leakscan.reports.html_report import render
from leakscan.reports.schema import Document, Lang
from tests.reports.samples import document_of, full_scan, phone_list

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
sync_api = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
    # Playwright closes its pipes late.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield opened
        opened.close()


def populated() -> Document:
    """A report with everything a page can show."""
    document = document_of(full_scan())
    document["total"]["aggregates"] = {
        "population": {
            "basis": "fr.nir",
            "counted": 9_800,
            "exact": True,
            "sample": 9_800,
            "minors": 246,
            "sexes": {"female": 5_400, "male": 4_400},
            "birth_decades": {"1940": 1_200, "1960": 4_920, "2010": 246},
            "birth_departments": {"22": 3_000, "2A": 40, "99": 800, "974": 12},
            "residence_departments": {"35": 5_000, "56": 4_000},
        },
        "care": {
            "first": "2015-01-03",
            "last": "2020-10-30",
            "months": {f"{2015 + n // 12}-{n % 12 + 1:02}": n * 7 for n in range(70)},
        },
        "establishments": {
            "distinct": 28,
            "exact": True,
            "largest": [700, 650],
            "departments": {"35": 9, "56": 4},
        },
    }
    document["provenance"] = {
        "software": {"mysqldump": 2},
        "layouts": [{"columns": 60, "tables": 2, "files": ["F0001", "F0003"]}],
    }
    return document


class Opened:
    """A page, with everything it said or asked for."""

    def __init__(self, browser: Any, page: str, folder: Path, **options: Any) -> None:  # noqa: ANN401
        file = folder / "report.html"
        file.write_text(page, encoding="utf-8")
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page = browser.new_page(**options)
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(file.as_uri())
        assert self.asked == [file.as_uri()]

    def rows(self) -> list[str]:
        """The texts of the rows of the files' table that are shown, in order."""
        shown = self.page.locator("#file-table tbody tr:visible")
        return list(shown.all_inner_texts())


@pytest.mark.parametrize(
    ("lang", "scheme", "size"),
    [
        pytest.param("fr", "light", WIDE, id="french light wide"),
        pytest.param("fr", "dark", NARROW, id="french dark narrow"),
        pytest.param("en", "light", NARROW, id="english light narrow"),
        pytest.param("en", "dark", WIDE, id="english dark wide"),
    ],
)
def test_it_is_quiet_self_contained_and_accessible(
    browser: Any,  # noqa: ANN401
    lang: Lang,
    scheme: str,
    size: dict[str, int],
    tmp_path: Path,
) -> None:
    page = render(populated(), lang=lang)
    opened = Opened(browser, page, tmp_path, viewport=size, color_scheme=scheme)
    opened.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    # Axe runs inside the page, which its policy forbids; the rules are the same without it.
    bare = page.replace("default-src 'none'", "default-src 'self' 'unsafe-inline'")
    checked = Opened(browser, bare, tmp_path, viewport=size, color_scheme=scheme, bypass_csp=True)
    found = axe.Axe().run(checked.page).response["violations"]
    assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in found] == []
    assert opened.said == []
    assert len(opened.asked) == 1
    opened.page.close()
    checked.page.close()


def test_searching_and_filtering(browser: Any, tmp_path: Path) -> None:  # noqa: ANN401
    opened = Opened(browser, render(populated(), lang="fr"), tmp_path, viewport=WIDE)
    every = opened.rows()
    assert len(every) == len(full_scan())
    opened.page.fill("#search", "PATIENTS telephone")
    assert ["patients_2015-2020.csv" in row for row in opened.rows()] == [True]
    assert opened.page.inner_text("#shown") == f"1 fichier sur {len(every)}"
    opened.page.fill("#search", "")
    opened.page.select_option("#band", "4")
    assert ["patients_2015-2020.csv" in row for row in opened.rows()] == [True]
    opened.page.select_option("#band", "")
    assert opened.rows() == every
    opened.page.close()


def test_sorting(browser: Any, tmp_path: Path) -> None:  # noqa: ANN401
    opened = Opened(browser, render(populated(), lang="en"), tmp_path, viewport=WIDE)
    every = opened.rows()
    header = opened.page.locator("#file-table thead th").nth(1)
    header.locator("button").click()
    assert header.get_attribute("aria-sort") == "descending"
    assert "patients_2015-2020.csv" in opened.rows()[0]
    assert "interne.xlsx" in opened.rows()[1]
    header.locator("button").press("Enter")
    assert header.get_attribute("aria-sort") == "ascending"
    assert "patients_2015-2020.csv" in opened.rows()[-1]
    assert sorted(opened.rows()) == sorted(every)
    opened.page.close()


def test_a_file_leads_to_its_detail(browser: Any, tmp_path: Path) -> None:  # noqa: ANN401
    opened = Opened(browser, render(populated(), lang="en"), tmp_path, viewport=WIDE)
    link = opened.page.locator("#file-table a", has_text="interne.xlsx")
    target = opened.page.locator(link.get_attribute("href"))
    assert target.get_attribute("open") is None
    link.click()
    target.locator("table").wait_for(state="visible")
    opened.page.close()


def test_a_copy_takes_few_lines(browser: Any, tmp_path: Path) -> None:  # noqa: ANN401
    document = populated()
    original, copy = triage.worst_first(document["files"])[:2]
    copy["duplicate_of"] = original["id"]
    opened = Opened(browser, render(document, lang="fr"), tmp_path, viewport=WIDE)
    cells = opened.page.locator("#file-table tbody tr td:last-child")
    assert any("même contenu" in text for text in cells.all_inner_texts())
    # Only the first of those that are the same is told in detail, and so can be followed.
    links = opened.page.locator("#file-table a")
    told = set(links.evaluate_all("e => e.map(link => link.getAttribute('href'))"))
    assert f"#{original['id']}" in told
    assert f"#{copy['id']}" not in told
    assert opened.page.locator(f"#{copy['id']}").count() == 0
    share = "e => Math.max(...e.map(c => c.offsetWidth / c.closest('table').offsetWidth))"
    assert cells.evaluate_all(share) > 0.15


def test_without_script_everything_is_there(browser: Any, tmp_path: Path) -> None:  # noqa: ANN401
    page = render(populated(), lang="en")
    opened = Opened(browser, page, tmp_path, viewport=WIDE, java_script_enabled=False)
    assert len(opened.rows()) == len(full_scan())
    assert not opened.page.locator("#tools").is_visible()
    opened.page.close()


def test_paper_is_not_told_to_click(browser: Any, tmp_path: Path) -> None:  # noqa: ANN401
    opened = Opened(browser, render(populated(), lang="en"), tmp_path, viewport=WIDE)
    hint = opened.page.get_by_text("Click a heading to sort")
    assert hint.is_visible()
    opened.page.emulate_media(media="print")
    assert not hint.is_visible()
    assert not opened.page.locator("#tools").is_visible()
    opened.page.close()


def test_thousands_of_files_stay_usable(browser: Any, tmp_path: Path) -> None:  # noqa: ANN401
    document = document_of([phone_list()])
    (file,) = document["files"]
    document["files"] = [{**file, "id": f"F{n:04}", "path": f"{n}.csv"} for n in range(1, 10_001)]
    opened = Opened(browser, render(document, lang="en"), tmp_path, viewport=WIDE)
    assert opened.page.locator("#file-table tbody tr").count() == 10_000
    assert len(opened.rows()) == 200
    assert opened.page.inner_text("#more") == "Show 200 more (9,800 left)"
    opened.page.click("#more button")
    assert len(opened.rows()) == 400
    # Who uses the keyboard goes on where the new rows begin.
    assert opened.page.evaluate("document.activeElement.rowIndex") == 201
    spent = opened.page.evaluate(
        "() => { const t = performance.now();"
        " document.querySelector('#file-table thead button').click();"
        " const s = document.getElementById('search'); s.value = '9999';"
        " s.dispatchEvent(new Event('input')); document.body.offsetHeight;"
        " return performance.now() - t; }"
    )
    assert [row for row in opened.rows() if "9999.csv" in row]
    assert not opened.page.locator("#more").is_visible()
    assert spent < 3_000
    opened.page.close()
