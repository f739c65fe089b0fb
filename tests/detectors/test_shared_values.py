"""What a whole table shares is nobody's; what is all about one person is that person's."""

from tests.detectors.scanning import counts_of, state_of

SURNAMES = "MARTIN BERNARD PETIT DURAND LEROY MOREAU SIMON LAURENT MICHEL GARCIA DAVID ROUX".split()


def table(birth: str, phone: str, mail: str, *, one: bool = False) -> str:
    rows = [
        ";".join(
            [
                SURNAMES[0] if one else SURNAMES[n],
                birth if n % 2 else f"{10 + n}/03/19{40 + n}",
                phone,
                mail,
            ]
        )
        for n in range(12)
    ]
    return "\n".join(["nom;ddn;tel;mail", *rows, ""])


def personal(content: str) -> dict[str, int]:
    """Distinct keys by which persons are told apart."""
    state = state_of(content, "x.csv")
    return {rule: sketch.estimate()[0] for rule, sketch in state.subjects.items()}


def test_a_switchboard_is_nobodys() -> None:
    shared = table("02/05/1950", "0261910001", "accueil@example.org")
    assert personal(shared) == {}
    assert counts_of(shared, "x.csv")["fr.phone"] == 12
    alone = table("02/05/1950", "0639980001", "zoe@example.org", one=True)
    assert personal(alone) == {"fr.phone": 1, "email": 1}


def test_a_default_birth_date_is_none() -> None:
    filled = table("01/01/1900", "0261910001", "a@example.org")
    assert counts_of(filled, "x.csv")["person.birth-date"] == 6
    cohort = table("02/05/1950", "0261910001", "a@example.org")
    assert counts_of(cohort, "x.csv")["person.birth-date"] == 12
    same = table("01/01/1900", "0261910001", "a@example.org", one=True)
    assert counts_of(same, "x.csv")["person.birth-date"] == 12
