"""Mail and calendars that lie on a disk: mbox files, Maildirs, trees of .eml files, .ics files."""
