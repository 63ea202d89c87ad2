"""The demo: a made-up referral group and the contacts of five of its members (see README.md)."""
