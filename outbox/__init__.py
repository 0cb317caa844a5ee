"""What leaves the house: nudges in; digests, follow-ups and sentences out. Pure: values in, bytes out."""
