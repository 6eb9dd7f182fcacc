"""The exit codes, as the help names them: a scheduled task tells by them what happened."""

DONE, REFUSED, WRONG_USE, FOUND = 0, 1, 2, 3
