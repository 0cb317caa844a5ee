"""Working time: which days and hours a person works."""
