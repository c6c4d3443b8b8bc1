"""Four processes × sixty read-then-write transactions on one row: none is lost, and the journal's chain holds."""

import pytest
from benchmarks.web import concurrent_writes


@pytest.mark.sqlite
def test_no_write_is_lost(home):
    result = concurrent_writes(home, processes=4, writes=60)
    assert result["expected"] == 240
    assert result["lost"] == 0
    assert result["failed_processes"] == 0
    assert result["chain"] == [240, None]
