"""The client book as values: what its columns mean, what its rows say, what a new version changes."""
