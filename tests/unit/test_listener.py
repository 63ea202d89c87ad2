"""The socket that the service listens on."""

from socket import IPPROTO_TCP, TCP_NODELAY, create_connection

from app.cli.serving import listener


def test_the_second_part_of_an_answer_waits_for_no_one() -> None:
    """Else each answer on a connection that is kept takes 40 ms: until the first is confirmed."""
    with (
        listener("127.0.0.1", 0) as listening,
        create_connection(listening.getsockname()),
        listening.accept()[0] as accepted,
    ):
        assert accepted.getsockopt(IPPROTO_TCP, TCP_NODELAY)
