"""Suites written once and inherited by every implementation."""
