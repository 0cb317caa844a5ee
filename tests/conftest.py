"""What all tests share: the corpora, where they are, and how hard Hypothesis tries."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("push", max_examples=60, deadline=None)
settings.register_profile("nightly", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("WANGLAI_HYPOTHESIS", "push"))

HERE = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The unpacked corpora: `WANGLAI_CORPORA`, else `.corpora` beside the project."""
    path = Path(os.environ.get("WANGLAI_CORPORA", HERE / ".corpora"))
    if not path.is_dir():
        pytest.skip("real mail is not here: set WANGLAI_CORPORA to the folder that holds it")
    return path
