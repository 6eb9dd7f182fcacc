"""Memory: entities, the encrypted database, and the log of every change."""
