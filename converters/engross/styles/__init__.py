"""House styles: how a printed instrument looks, as data that every laid-out format reads."""

from engross.styles.loading import BUILT_IN, house_style, schema
from engross.styles.style import Align, Face, Heading, HouseStyle, filled

__all__ = ["BUILT_IN", "Align", "Face", "Heading", "HouseStyle", "filled", "house_style", "schema"]
