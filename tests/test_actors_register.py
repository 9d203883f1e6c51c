"""The register of known actors: every name means one actor, and every actor is whole."""

import re
import unicodedata
from collections import Counter, defaultdict

import pyoxigraph as ox
import pytest

from kgraph.resolve.names import is_short
from kgraph.resources import folder
from kgraph.vocab import ACTOR_CLASSES

KG = "https://w3id.org/kgraph/ns#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
ACTOR = "https://w3id.org/kgraph/id/actor/"

Register = dict[str, dict[str, list[str]]]

LEAST = {
    "ArmedGroup": 850,
    "GovernmentBody": 200,
    "IntergovernmentalOrganization": 150,
    "MediaOrganization": 300,
    "Organization": 150,
    "SecurityForce": 250,
    "State": 198,
}

# Names that several actors of the register go by, or that are words too.
AMBIGUOUS = """
    AA; AAP; ADF; AFP; AGC; al-Shabaab; ANA; ANF; ANI; ANP; Ansar al-Islam; Ansar al-Sharia;
    Ansar al-Sunna; Ansarul Islam; Ansarullah; APP; Army of Islam; AUC; BIR; BLA; BNA; BRA; CBI;
    CDG; CDS; Civil Guard; CMI; CNI; Congo; CSIS; DAS; Dawn; DHA; DNR; DPR; DSS; DST; EGC; ELA;
    ELN; EMC; EPL; EPP; ERP; FDN; Federal Intelligence Service; FIA; FLN; FO; Foreign Office;
    FPM; GDI; GKNB; GMP; GNC; Hezbollah; Hizbullah; INA; Intelligence Bureau; IRA; Irish
    Republican Army; ISF; ISI; Islamic Jihad; Jaysh al-Islam; Joint Chiefs of Staff; Jund
    al-Khilafa; Jund al-Khilafah; Jundallah; Jundullah; KGB; KIA; La Familia; Latin Kings; LPR;
    Maoist rebels; Maoists; MAS; MEA; Metropolitan Police; MHA; MIR; Movement of the
    Revolutionary Left; National Civil Police; National Civilian Police; National Intelligence
    and Security Service; National Liberation Army; National Liberation Front; National Police
    Agency; NIA; NISS; NNA; PCC; PDF; People's Liberation Army; People's Revolutionary Army;
    PLA; PPP; PTI; RSF; SAF; SDF; Shabaab; SLA; SNA; SPA; SSB; SSS; State Committee for National
    Security; Taliban; TMC; Transitional Military Council; Tupamaros; UBA; UPC; WAM
"""

# Codes of ISO 3166-1 that are no state of the register.
TERRITORIES = {"GP", "HK", "NC", "PR"}

# Words of running text: as names they would be found where no actor is meant.
WORDS = """
    aid army base cell change contra court dawn extraditable force forces freedom front
    government group hawks hum independence independent jem justice let liberation mafia march
    movement ninjas order peace pdfs people police rebels red resistance revolution storm strike
    struggle time unity weathermen
""".split()


@pytest.fixture(scope="module")
def register() -> Register:
    """Per actor id: property (local name) to values; ids of actors without their namespace."""
    actors: Register = defaultdict(lambda: defaultdict(list))
    path = str(folder("ontology") / "actors.ttl")
    for triple in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
        subject, predicate, value = (term.value for term in triple.triple)
        assert subject.startswith(ACTOR), subject
        key = "class" if predicate == TYPE else re.split("[#/]", predicate)[-1]
        actors[subject.removeprefix(ACTOR)][key].append(value.removeprefix(ACTOR))
    return actors


def names(actor: dict[str, list[str]]) -> list[str]:
    """The names by which the actor is found."""
    return [*actor["prefLabel"], *actor["altLabel"]]


def of_country(actor: dict[str, list[str]]) -> list[str]:
    return [*actor["country"], *actor["countryCode"]]


def of_class(register: Register, cls: str) -> Register:
    return {key: actor for key, actor in register.items() if actor["class"] == [KG + cls]}


def kebab(label: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", re.sub("['’]", "", ascii_only)).strip("-")


def test_every_actor_has_one_name_and_one_known_class(register: Register) -> None:
    known = {KG + cls for cls in ACTOR_CLASSES}
    for key, actor in register.items():
        assert len(actor["prefLabel"]) == 1, key
        assert len(actor["class"]) == 1, key
        assert actor["class"][0] in known, key


def test_an_id_is_its_name_in_kebab_case(register: Register) -> None:
    ids = {key: kebab(actor["prefLabel"][0]) for key, actor in register.items()}
    assert [(key, expected) for key, expected in ids.items() if key != expected] == []


def test_only_the_properties_that_are_documented_are_used(register: Register) -> None:
    used = {key for actor in register.values() for key, values in actor.items() if values}
    assert used == set(
        "class prefLabel altLabel ambiguousLabel country partOf activeFrom activeTo exactMatch "
        "countryCode demonym capital".split()
    )


def test_a_name_means_one_actor(register: Register) -> None:
    times = Counter(
        name if is_short(name) else name.casefold()
        for actor in register.values()
        for name in names(actor)
    )
    assert [name for name, count in times.items() if count > 1] == []


def test_no_name_is_a_word_of_running_text(register: Register) -> None:
    plain = [name for actor in register.values() for name in names(actor) if not is_short(name)]
    assert [name for name in plain if name.casefold() in WORDS] == []
    assert [name for name in plain if name != " ".join(name.split())] == []


def test_ambiguous_names_are_listed_and_their_actors_have_countries(register: Register) -> None:
    shared = [(name, key) for key, actor in register.items() for name in actor["ambiguousLabel"]]
    assert [name for name, key in shared if name in names(register[key])] == []
    assert [key for _, key in shared if not of_country(register[key])] == []
    listed = [name.strip() for name in " ".join(AMBIGUOUS.split()).split(";")]
    assert sorted({name for name, _ in shared}) == sorted(listed)


def test_what_an_actor_is_part_of_exists_and_is_not_itself(register: Register) -> None:
    for key, actor in list(register.items()):
        assert len(actor["partOf"]) <= 1, key
        chain, at = [key], actor["partOf"]
        while at:
            assert at[0] in register, f"{chain[-1]} is part of {at[0]}, which is missing"
            assert at[0] not in chain, f"cycle: {chain}"
            chain.append(at[0])
            at = register[at[0]]["partOf"]


def test_country_codes_are_those_of_the_states(register: Register) -> None:
    codes = {code for state in register.values() for code in state["countryCode"]}
    assert len(codes) == LEAST["State"]
    assert all(re.fullmatch("[A-Z]{2}", code) for code in codes)
    used = {code for actor in register.values() for code in actor["country"]}
    assert used - codes == TERRITORIES
    groups = of_class(register, "ArmedGroup")
    assert [key for key, group in groups.items() if not group["country"]] == []


def test_states_are_whole_and_a_people_has_one_state(register: Register) -> None:
    states = of_class(register, "State")
    for key, state in states.items():
        assert state["demonym"], key
        assert len(state["capital"]) == len(state["countryCode"]) == 1, key
    words = Counter(word.casefold() for state in states.values() for word in state["demonym"])
    assert [word for word, times in words.items() if times > 1] == []


def test_years_are_in_order(register: Register) -> None:
    for key, actor in register.items():
        years = [int(year) for year in (*actor["activeFrom"], *actor["activeTo"])]
        assert years == sorted(years), key
        assert all(1800 < year < 2030 for year in years), key


def test_a_wikidata_item_is_one_actor(register: Register) -> None:
    items = [item for actor in register.values() for item in actor["exactMatch"]]
    assert all(re.fullmatch(r"http://www\.wikidata\.org/entity/Q\d+", item) for item in items)
    assert [item for item, times in Counter(items).items() if times > 1] == []


def test_the_file_is_in_order() -> None:
    """Sections of one class each, sorted by id, so that a change is a small diff."""
    text = (folder("ontology") / "actors.ttl").read_text(encoding="utf-8")
    heads = re.findall(r"^actor:(\S+) a kg:(\w+) ;$", text, flags=re.MULTILINE)
    order = [(cls, key) for key, cls in heads]
    assert order == sorted(order)


@pytest.mark.parametrize(("cls", "least"), LEAST.items())
def test_the_register_is_wide(register: Register, cls: str, least: int) -> None:
    assert len(of_class(register, cls)) >= least
