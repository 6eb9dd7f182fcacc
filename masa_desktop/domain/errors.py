"""What a person can understand and act on. Everything else that goes wrong is our bug."""

from __future__ import annotations


class UserError(Exception):
    """A refusal in three parts: what happened, what is safe, what to do.

    Nothing has been changed when this is raised: the verb's transaction is rolled back.
    """

    def __init__(
        self, happened: str, *, safe: str = "Nothing has been changed.", do: str = ""
    ) -> None:
        self.happened = happened
        self.safe = safe
        self.do = do
        super().__init__(" ".join(part for part in (happened, safe, do) if part))
