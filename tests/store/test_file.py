"""The store in a file keeps the contract, and what only a file has to keep."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.sqlite import Store
from tests.contracts.store import StoreContract


class TestFile(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        with Store.open(tmp_path / "wanglai.db") as store:
            yield store
