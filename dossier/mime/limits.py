"""What one mail may cost: every loop over foreign bytes ends at one of these.

They keep a message below 2 seconds and 256 MB whatever it holds. What is over a limit is cut and named in
`Message.flaws`; only a tree of parts that is too large or too deep refuses the message whole.
"""

from __future__ import annotations

RAW = 25 * 1024 * 1024
"""Bytes of a mail; of a longer one only the headers are read."""
HEADERS = 256 * 1024
"""Bytes of fields that are read, each cut at `FIELD`."""
HEADER_BLOCK = 2 * 1024 * 1024
"""Bytes of a header block in which fields are looked for: what follows a megabyte of recipients is still found."""
PART_HEADERS = 16 * 1024
"""The same for the headers of one part."""
FIELD = 16 * 1024
"""Bytes of one header field that are read; the rest is cut."""
PARTS = 1000
DEPTH = 50
SCANNED = 8 * RAW
"""Bytes in which boundaries are looked for, over all levels."""
BOUNDARIES = 10 * PARTS
"""Lines that look like a boundary, real ones and near misses together."""
ENCODED = 1024 * 1024
"""Bytes of a body that are decoded from base64 or quoted-printable."""
DECODED = 256 * 1024
"""Bytes of a body that are turned into text: `TEXT` characters of four bytes each."""
TEXT = 64 * 1024
"""Characters of text that are kept."""
HTML = 512 * 1024
"""Bytes of HTML that are parsed: new text stands at the top."""
HTML_DEPTH = 512
RECIPIENTS = 500
"""Addresses read from To, and again from Cc."""
REFERENCES = 20
ID = 512
"""Characters of a Message-ID."""
SUBJECT = 1000
NAME = 200
"""Characters of a display name or a file name."""
ATTACHMENTS = 100
