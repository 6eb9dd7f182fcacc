"""MASA Desktop: the meetings of a safeguarding partnership, on one laptop."""

__version__ = "0.1.0"
