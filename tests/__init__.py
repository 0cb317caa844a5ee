"""The tests: a mirror of the rooms, contracts for whatever has several implementations, and stories."""
