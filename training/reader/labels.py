"""What the reader learns to say: the names of its outputs, in their order."""

from __future__ import annotations

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon", "VictimDesc", "Place", "Date")
ENTITIES = ("PER", "ORG", "LOC", "MISC")
KINDS = (
    "incident",
    "attack",
    "bombing",
    "kidnapping",
    "arson",
    "robbery",
    "killing",
    "arbitrary detention",
    "torture",
    "enforced disappearance",
    "state perpetrator",
    "other perpetrator",
    "attempted",
    "threatened",
    "news",  # an incident is what the text is about; it is not only recalled
)
# What is said of a filler: the deed it belongs to, what became of a victim, how sure the doer is.
QUALITIES = (
    "attack",
    "bombing",
    "kidnapping",
    "arson",
    "robbery",
    "killed",
    "wounded",
    "unharmed",
    "stated",
    "claimed",
    "suspected",
)
# Number of dead and wounded; the last class is "that many or more".
COUNTS = {"killed": 5, "wounded": 6}
SILENT = -100
