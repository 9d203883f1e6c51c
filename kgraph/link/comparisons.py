"""How two reports are compared: the list of comparisons, each with its levels from most to least alike.

Conditions are SQL over the columns of `features.SCHEMA`, with `_l` and `_r` for the two sides, and over the
functions of `likeness`; the first that holds is the level, none of them is the last one, and missing values
are no evidence at all. The ideas are those of MELTT (Donnay, Dunford, McGrath, Backer and Cunningham 2019:
windows in time and space, hierarchies walked from fine to broad), scored as Fellegi and Sunter (1969) do.
"""

from __future__ import annotations

from dataclasses import dataclass

from kgraph.link import density

_GAP = "gap(earliest_l, latest_l, earliest_r, latest_r)"
_DEADLIEST = "least(killed_low_l, killed_low_r)"
_BEFORE = "before(earliest_l, published_l, earliest_r, published_r)"
_SURELY_BEFORE = "before(sure_day_l, published_l, sure_day_r, published_r)"
_SURE_DAYS = "sure_day_l IS NOT NULL AND sure_day_r IS NOT NULL"
_AFTER = "greatest(published_l, published_r) - least(earliest_l, earliest_r)"
_SPAN = "greatest(latest_l - earliest_l, latest_r - earliest_r)"
_APART = "abs(published_l - published_r)"
_UNDATED = (
    "(published_l IS NULL AND published_r IS NULL"
    " AND terms_norm_l IS NOT NULL AND terms_norm_r IS NOT NULL)"
)
_BEYOND = "beyond(lat_l, lon_l, reach_l, lat_r, lon_r, reach_r)"
_WIDE = "greatest(reach_l, reach_r) >= 200"
_COUNTRY = "greatest(reach_l, reach_r) >= 600"
# DuckDB computes what is repeated in a CASE once only if the first condition, here "missing", holds it too.
_COSINE = "cosine(terms_l, terms_norm_l, terms_r, terms_norm_r)"
_LEAD = "told(lead_l, lead_norm_l, terms_l, lead_r, lead_norm_r, terms_r)"
_NAMES = "shared(names_l, names_r)"
_THERE = (
    f"{_GAP} <= 1 AND country_l = country_r"
    f" AND (coalesce(settlement_l = settlement_r, false) OR coalesce({_BEYOND} <= 0, true))"
)
_DENSITY = "greatest(density_l, density_r)"
# Facts that a report has one of, or few that any other report of the incident would name, too.
_TOLD_OTHERWISE = " + ".join(
    (
        *(
            f"grown_apart({count}_low_l, {count}_high_l, {count}_low_r, {count}_high_r)"
            for count in ("killed", "wounded")
        ),
        *(
            f"differ({items}_l, {items}_r)"
            for items in ("bodies", "surnames", "targets", "weapons", "kinds")
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Level:
    """One degree of likeness: its words for people, its condition ("ELSE" for the rest)."""

    label: str
    condition: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """One thing that two reports may share; `missing` holds where one side says nothing of it."""

    name: str
    missing: str
    levels: tuple[Level, ...]


def _absent(*columns: str) -> str:
    return " OR ".join(f"{column}_{side} IS NULL" for column in columns for side in "lr")


def _tolls(count: str) -> Comparison:
    """Early tolls are lower than late ones, so only a wide gap between closed counts weighs against."""
    low, high = f"{count}_low", f"{count}_high"
    closed = " AND ".join(f"coalesce({high}_{side}, {low}_{side}) = {low}_{side}" for side in "lr")
    equal = f"{low}_l = {low}_r AND {closed}"
    open_end = " OR ".join(
        f"{low}_{side} < {low}_{other} AND coalesce({high}_{side} >= {low}_{other}, true)"
        for side, other in ("lr", "rl")
    )
    less, more = f"least({low}_l, {low}_r)", f"greatest({low}_l, {low}_r)"
    return Comparison(
        count,
        _absent(low),
        (
            Level("the same, five or more", f"{equal} AND {low}_l >= 5"),
            Level("the same, two to four", f"{equal} AND {low}_l >= 2"),
            Level("the same, one or none", equal),
            Level("nearly the same", f"{more} - {less} <= 1 OR {more} <= 1.3 * {less}"),
            Level("may have grown", f"{more} <= 2 * {less} + 2 OR {open_end}"),
            Level("far apart", "ELSE"),
        ),
    )


COMPARISONS: tuple[Comparison, ...] = (
    Comparison(
        "date",
        _absent("earliest", "latest"),
        (
            Level("same day", f"{_GAP} = 0 AND {_SPAN} <= 1"),
            Level("dates within a week", f"{_GAP} = 0 AND {_SPAN} <= 7"),
            Level("dates overlap", f"{_GAP} = 0"),
            Level("1 day apart", f"{_GAP} <= 1"),
            Level("days apart, and one is unsure of its own", f"NOT ({_SURE_DAYS})"),
            Level("2 or 3 days apart", f"{_GAP} <= 3"),
            Level("4 to 9 days apart", f"{_GAP} <= 9"),
            Level("10 days or more apart", "ELSE"),
        ),
    ),
    Comparison(
        "published",
        f"({_absent('published')}) AND NOT {_UNDATED}",
        (
            # Undated texts are a collection that somebody made, not years of news: more of them are the same.
            Level("two texts without a date", _UNDATED),
            Level("within 1 day", f"{_APART} <= 1"),
            Level("within 3 days", f"{_APART} <= 3"),
            Level("within a week", f"{_APART} <= 7"),
            Level("within a month", f"{_APART} <= 31"),
            Level("within half a year", f"{_APART} <= 183"),
            Level("more than half a year apart", "ELSE"),
        ),
    ),
    Comparison(
        "order",
        "published_l IS NULL AND published_r IS NULL OR earliest_l IS NULL AND earliest_r IS NULL",
        (
            # Who misreads a day mostly takes the day of printing, or one near it.
            Level("one was printed over a week before the other happened", f"{_SURELY_BEFORE} > 7"),
            Level("one was printed before the other happened", f"{_SURELY_BEFORE} > 1"),
            Level("one was printed before a day that the other is unsure of", f"{_BEFORE} > 1"),
            Level("both printed within 3 days", f"{_AFTER} <= 3"),
            Level("both printed within 10 days", f"{_AFTER} <= 10"),
            Level("one printed later", "ELSE"),
        ),
    ),
    Comparison(
        "place",
        _absent("country"),
        (
            Level("same settlement", "settlement_l = settlement_r"),
            Level(
                "the town of one is named by the other",
                "coalesce(list_has_all(terms_l, town_r), false) OR coalesce(list_has_all(terms_r, town_l), false)",
            ),
            Level(
                "other country, and one is unsure of its own",
                "country_l <> country_r AND NOT (sure_place_l AND sure_place_r)",
            ),
            Level("other country", "country_l <> country_r"),
            Level("one only tells the country", f"{_COUNTRY} AND coalesce({_BEYOND} <= 0, true)"),
            Level("one only tells the region", f"{_WIDE} AND coalesce({_BEYOND} <= 0, true)"),
            Level("as near as both can tell", f"{_BEYOND} <= 0"),
            Level("less than 60 km further", f"{_BEYOND} <= 60"),
            Level("same region", "region_l = region_r"),
            Level("same country", "ELSE"),
        ),
    ),
    Comparison(
        "density",
        f"least(density_l, density_r) = {density.UNKNOWN}",
        (
            *(
                Level(f"incidents in {edge} places or fewer", f"{_DENSITY} <= {edge}")
                for edge in density.EDGES
            ),
            Level("incidents in more places", "ELSE"),
        ),
    ),
    Comparison(
        "text",
        f"({_COSINE}) IS NULL",
        (
            Level("words nearly all shared", f"{_COSINE} >= 0.7"),
            Level("words shared above half", f"{_COSINE} >= 0.5"),
            Level("words shared above 0.38", f"{_COSINE} >= 0.38"),
            Level("words shared above 0.28", f"{_COSINE} >= 0.28"),
            Level("words shared above 0.2", f"{_COSINE} >= 0.2"),
            Level("words shared above 0.13", f"{_COSINE} >= 0.13"),
            Level("words shared above 0.07", f"{_COSINE} >= 0.07"),
            Level("hardly a word shared", "ELSE"),
        ),
    ),
    # What a text begins with is what it is about; further down it tells of much else.
    Comparison(
        "lead",
        f"({_LEAD}) IS NULL OR {_absent('lead_norm')}",
        (
            *(
                Level(f"first words told by the other above {share}", f"{_LEAD} >= {share}")
                for share in (0.7, 0.5, 0.38, 0.28, 0.2, 0.13)
            ),
            Level("hardly a first word told by the other", "ELSE"),
        ),
    ),
    # Who shares few names may have asked others: outlets choose whom they quote.
    Comparison(
        "names",
        f"coalesce(names_sum_l, 0) < 1500 OR coalesce(names_sum_r, 0) < 1500 OR {_NAMES} < 0.2 * sqrt(names_sum_l * names_sum_r)",
        (
            *(
                Level(
                    f"names shared above {share}",
                    f"{_NAMES} >= {share} * sqrt(names_sum_l * names_sum_r)",
                )
                for share in (0.6, 0.45, 0.35, 0.27)
            ),
            Level("names shared above 0.2", "ELSE"),
        ),
    ),
    Comparison(
        "people",
        _absent("people"),
        (
            Level(
                "a full name shared",
                "list_has_any(people_l, people_r) OR list_has_any(people_l, shortened_r)"
                " OR list_has_any(shortened_l, people_r)",
            ),
            Level("a full name but for its spelling", "respelled(people_l, people_r)"),
            Level("a surname shared", "list_has_any(surnames_l, surnames_r)"),
            Level("other people", "ELSE"),
        ),
    ),
    Comparison(
        "actors",
        _absent("actors"),
        (
            Level("an actor shared", "list_has_any(actors_l, actors_r)"),
            Level(
                "an actor part of the other",
                "list_has_any(actors_l, bodies_r) OR list_has_any(bodies_l, actors_r)",
            ),
            Level("other actors", "ELSE"),
        ),
    ),
    _tolls("killed"),
    _tolls("wounded"),
    # Incidents with many dead are rare: two of one place and day are hardly ever two.
    Comparison(
        "scale",
        _absent("killed_low", "earliest", "latest", "country"),
        (
            Level("thirty dead or more, there and then", f"{_DEADLIEST} >= 30 AND {_THERE}"),
            Level("ten dead or more, there and then", f"{_DEADLIEST} >= 10 AND {_THERE}"),
            Level("five dead or more, there and then", f"{_DEADLIEST} >= 5 AND {_THERE}"),
            Level("fewer dead, or not there and then", "ELSE"),
        ),
    ),
    Comparison(
        "type",
        _absent("kind"),
        (
            Level("same type", "kind_l = kind_r"),
            Level(
                "one type within the other",
                "list_contains(kinds_l, kind_r) OR list_contains(kinds_r, kind_l)",
            ),
            Level("types of one kind", "list_has_any(kinds_l, kinds_r)"),
            Level("other types", "ELSE"),
        ),
    ),
    Comparison(
        "weapon",
        _absent("weapons"),
        (
            Level("a kind of weapon shared", "list_has_any(weapons_l, weapons_r)"),
            Level("other weapons", "ELSE"),
        ),
    ),
    Comparison(
        "target",
        _absent("targets"),
        (
            Level("a kind of target shared", "list_has_any(targets_l, targets_r)"),
            Level("other targets", "ELSE"),
        ),
    ),
    Comparison(
        "publisher",
        _absent("publisher"),
        (
            Level("same publisher", "publisher_l = publisher_r"),
            Level("other publisher", "ELSE"),
        ),
    ),
    # One fact told otherwise is an error of somebody, three are another incident.
    Comparison(
        "conflicts",
        f"{_TOLD_OTHERWISE} = 0",
        (
            Level("one fact told otherwise", f"{_TOLD_OTHERWISE} = 1"),
            Level("two facts told otherwise", f"{_TOLD_OTHERWISE} = 2"),
            Level("three facts or more told otherwise", "ELSE"),
        ),
    ),
)
