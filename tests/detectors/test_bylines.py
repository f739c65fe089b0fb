"""In the history of a program diseases are said of nobody; in letters and threads they are."""

import pytest

from leakscan.model.taxonomy import Tier
from tests.detectors.scanning import state_of

DAYS = range(10, 22)
SAID = "Build on all PR, sous lasilix, poussée. Doxy 100 mg."
FORMS = {
    "tabbed": "Zoé Testeur <zoe@atelier.fr>\t2021-03-{day}\n\n    {said}\n\n",
    "git": "commit 3f{day}\nAuthor: Zoé Testeur <zoe@atelier.fr>\n\n    {said}\n\n",
    "gnu": "2021-03-{day}  Zoé Testeur  <zoe@atelier.fr>\n\n\t* {said}\n\n",
    "debian": "outil (1.{day}) unstable; urgency=low\n\n  * {said}\n\n"
    " -- Zoé Testeur <zoe@atelier.fr>  Thu, {day} Mar 2021 10:00:00 +0100\n\n",
    "rpm": "* Thu Mar {day} 2021 Zoé Testeur <zoe@atelier.fr> - 1.{day}\n- {said}\n\n",
}
THREADS = [
    "Le {day}/03/2021, Zoé Testeur <zoe@atelier.fr> a écrit :\n> {said}\n\n",
    "De : Zoé Testeur <zoe@atelier.fr>\nDate : 2021-03-{day}\n\n{said}\n\n",
    "Zoé Testeur <zoe@atelier.fr> : {said}\n",
]


def text_of(form: str, said: str = SAID, entries: int = len(DAYS)) -> str:
    return "".join(form.format(day=day, said=said) for day in DAYS[:entries])


def tiers_of(text: str) -> set[Tier]:
    tallies = state_of(text, "history.txt").tallies
    return {tally.tier for rule, tally in tallies.items() if rule.startswith("health.")}


@pytest.mark.parametrize("form", FORMS)
def test_words_in_a_history_prove_nothing(form: str) -> None:
    assert tiers_of(text_of(FORMS[form])) == {Tier.LEXICAL}


@pytest.mark.parametrize("form", FORMS)
def test_some_signed_entries_are_no_history(form: str) -> None:
    assert max(tiers_of(text_of(FORMS[form], entries=5))) > Tier.LEXICAL


@pytest.mark.parametrize("form", THREADS)
def test_threads_are_no_history(form: str) -> None:
    assert max(tiers_of(text_of(form))) > Tier.LEXICAL


def test_a_number_that_is_proved_is_somebody_s_all_the_same() -> None:
    text = text_of(FORMS["debian"], "Patiente séropositive au VIH, NIR 144509912300979")
    assert max(tiers_of(text)) == Tier.STRUCTURAL
