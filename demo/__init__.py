"""The demo: a fictional referral group and the contacts of five of its members (see README.md)."""
