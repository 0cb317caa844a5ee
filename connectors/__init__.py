"""The outside world, as pages of normalised messages and meetings. All network and mailbox I/O lives here."""
