"""Whom the text itself names as the one who did it."""

import pytest

from kgraph import nlp
from kgraph.extract import identification
from kgraph.extract.reading import Reading
from kgraph.resolve import actors

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Police identified the gunman as Pavel Ruzin, 31.", ["Pavel Ruzin"]),
        ("Police have named the man who killed four people on Monday as James Harper.", ["James Harper"]),
        ("The attacker was identified by police as 22-year-old Pavel Ruzin.", ["Pavel Ruzin"]),
        ("The man suspected of the shooting was named as Pavel Ruzin.", ["Pavel Ruzin"]),
        ("Police identified the victim as Pavel Ruzin.", []),
        ("The man who was killed was identified as Pavel Ruzin.", []),
        ("The suspect shot a man; the dead man was identified as Pavel Ruzin.", []),
        ("Pavel Ruzin, a police spokesman, named no suspect.", []),
        ("The gunman, Pavel Ruzin, fired at a crowd.", ["Pavel Ruzin"]),
        ("The gunman, Pavel Ruzin said, was calm.", []),
        ("Two gunmen fired at a crowd. Police named them as Pavel Ruzin, 31, and Jon Vale, 30.", ["Pavel Ruzin", "Jon Vale"]),
        ("Pavel Ruzin, 31, a baker from Omsk, killed six people.", ["Pavel Ruzin"]),
        ("Pavel Ruzin, who drove the lorry into the crowd, was shot.", ["Pavel Ruzin"]),
        ("Pavel Ruzin, 31, walked into the shop with a rifle and opened fire.", ["Pavel Ruzin"]),
        ("The victims were shot by Pavel Ruzin, a lone gunman.", ["Pavel Ruzin"]),
        ("James Harper, 31, was charged with four counts of murder.", ["James Harper"]),
        ("James Harper stood trial. Harper pleaded guilty to four murders.", ["James Harper"]),
        ("A man shot dead two women. Police named him as Pavel Ruzin.", ["Pavel Ruzin"]),
        ("The suspected gunman was overpowered. Pavel Ruzin, 31, is a former sailor.", ["Pavel Ruzin"]),
        ("The suspect fled. Pavel Ruzin, 31, was among the dead.", []),
        ("Pavel Ruzin, 31, was shot dead.", []),
        ("James Harper, 31, was charged with the care of four children.", []),
        ("A victim died at noon. Police named him as Pavel Ruzin.", []),
        ("The main suspect, the 31-year-old student Pavel Ruzin, was led away.", ["Pavel Ruzin"]),
        ("The accused, a baker called Pavel Ruzin, has entered no plea.", ["Pavel Ruzin"]),
        ("The gunman was Pavel Ruzin, a baker from Omsk.", ["Pavel Ruzin"]),
        ("The gunman, a friend of Pavel Ruzin, fired at a crowd.", []),
        ("The gunman, a baker who knew Pavel Ruzin, fired at a crowd.", []),
        ("Pavel Ruzin, 31, who is out of work, will be tried for murder.", ["Pavel Ruzin"]),
        ("Pavel Ruzin, a baker of 31, was sentenced to life for the murder of four people.", ["Pavel Ruzin"]),
        ("Pavel Ruzin is being held alone on four counts of murder.", ["Pavel Ruzin"]),
        ("The brothers Ivan and Pavel Ruzin shot their way into the office.", ["Pavel Ruzin"]),
        ("A court in Omsk convicted Pavel Ruzin of the murder of four people.", ["Pavel Ruzin"]),
        ("A court in Omsk found Pavel Ruzin, 31, guilty of four murders.", ["Pavel Ruzin"]),
        ("Police found Pavel Ruzin in a ditch.", []),
        ("Police found Pavel Ruzin dead of gunshot wounds after the shooting.", []),
        ("The suspect, the son of the former mayor Pavel Ruzin, was led away.", []),
        ("The driver was Pavel Ruzin, a father of two.", []),
        ("A court jailed Pavel Ruzin for reporting on the killings.", []),
        ("Pavel Ruzin was jailed for a report on the massacre.", []),
        ("Pavel Ruzin was sentenced to two years for covering the attacks.", []),
        ("Pavel Ruzin, a reporter, was sentenced to four years for fraud.", []),
    ],
)  # fmt: skip
def test_the_one_named_as_a_doer(text: str, named: list[str]) -> None:
    doc = nlp.load()(text)
    actors.annotate(doc)
    found = identification.doers(Reading.of(doc, "d", None))
    assert [actor.name for _, actor, _ in found] == named
