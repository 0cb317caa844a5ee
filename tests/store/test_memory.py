"""The store in memory keeps the contract."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from store.sqlite import Store
from tests.contracts.store import StoreContract


class TestMemory(StoreContract):
    @pytest.fixture
    def store(self) -> Iterator[Store]:
        with Store.open() as store:
            yield store
