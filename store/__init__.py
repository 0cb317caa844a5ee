"""What is remembered: `Store.open`, then `reading()` and `transaction()`; the verbs are in store/transaction.py."""
