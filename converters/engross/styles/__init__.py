"""House styles: how a printed instrument looks, as data that every laid-out format reads."""

from engross.styles.families import FAMILIES, Family, installed
from engross.styles.grouping import MASTHEAD, names_party, signatories, stacked
from engross.styles.letters import Letters
from engross.styles.loading import BUILT_IN, house_style, schema
from engross.styles.paper import FOOT, RUNNING_HEAD, Paper, PaperName, paper_of
from engross.styles.style import Align, Face, Heading, HouseStyle, filled, parted

__all__ = [
    "BUILT_IN", "FAMILIES", "FOOT", "MASTHEAD", "RUNNING_HEAD", "Align", "Face", "Family", "Heading", "HouseStyle", "Letters", "Paper",
    "PaperName", "filled", "house_style", "installed", "names_party", "paper_of", "parted", "schema",
    "signatories", "stacked",
]  # fmt: skip
