"""What every store does, whatever it keeps its rows in. A store joins by inheriting the class and giving `store`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from store.sqlite import Store
from store.upkeep import check
from tests.contracts.store.cast import BOOK, NOW, matcher
from tests.contracts.store.clients import Clients
from tests.contracts.store.keeping import Keeping
from tests.contracts.store.mail import Pages


class StoreContract(Pages, Clients, Keeping):
    """What every store does."""

    @pytest.fixture
    def store(self) -> Iterator[Store]:
        raise NotImplementedError

    @pytest.fixture(autouse=True)
    def _whole(self, store: Store) -> Iterator[None]:
        with store.transaction() as tx:
            tx.save_book(BOOK, matcher(BOOK), NOW)
            tx.unmark(tx.marked())
        yield
        assert check(store) == []
