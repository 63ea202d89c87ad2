"""A disk without room is noticed before the database stops saving."""

from app.graph.disk import LEAST_BYTES, disk_trouble


def test_a_disk_with_room_is_no_trouble() -> None:
    assert disk_trouble(LEAST_BYTES) is None


def test_a_disk_that_is_almost_full_is_one_and_says_how_full() -> None:
    trouble = disk_trouble(12_345_678)
    assert trouble is not None
    assert trouble.status == 503
    assert "12 MB" in trouble.detail
