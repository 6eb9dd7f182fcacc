"""The same verbs without a window, for scheduled exports and checks. Never imports Qt."""

from masa_desktop.cli.program import run

__all__ = ["run"]
