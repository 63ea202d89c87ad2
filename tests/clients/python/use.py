"""README's whole way, by a client that is generated from the API's description."""

import os
import sys
import uuid
from datetime import date

from intros_client import AuthenticatedClient
from intros_client.api.introductions import ask, create_introduction, list_drafts
from intros_client.api.keys import get_me
from intros_client.api.pairings import explain_pairing, list_pairings
from intros_client.api.people import get_person, patch_person, save_people
from intros_client.api.relationships import save_relationships
from intros_client.models import (
    ExplainedPairing,
    Introduction,
    Me,
    Messages,
    NewIntroduction,
    NoteIn,
    PairingList,
    PeopleBatch,
    Person,
    PersonIn,
    PersonPatch,
    Problem,
    RelationshipBatch,
    RelationshipIn,
)

client = AuthenticatedClient(
    base_url=os.environ["INTROS_ADDRESS"], token=os.environ["INTROS_KEY"], timeout=None
)

me = get_me.sync(client=client)
assert isinstance(me, Me)
assert [str(scope) for scope in me.scopes] == ["read", "write"]

people = [
    PersonIn(id="dana", name="Dana Whitfield", connector=True, professions=["mediator"]),
    PersonIn(id="ann", name="Ann Osei", professions=["divorce_attorney"], regions=["US/NY/Kings"]),
    PersonIn(id="lee", name="Lee Park", professions=["mortgage_broker"], regions=["US/NY/Kings"]),
]
saved = save_people.sync(client=client, body=PeopleBatch(items=people))
assert saved is not None
assert not isinstance(saved, Problem)
assert [str(row.status) for row in saved.results] == ["created"] * 3

known = [
    RelationshipIn(from_="dana", to="ann", trust=0.9, since=date(2020, 1, 1)),
    RelationshipIn(from_="dana", to="lee", trust=0.6, since=date(2020, 1, 1)),
]
save_relationships.sync(client=client, body=RelationshipBatch(items=known))

best = list_pairings.sync("dana", client=client, limit=3)
assert isinstance(best, PairingList)
assert best.items[0].score > 0
why = explain_pairing.sync("dana", "ann", "lee", client=client)
assert isinstance(why, ExplainedPairing)
assert why.eligible

made = create_introduction.sync(
    client=client,
    body=NewIntroduction(id="first", connector_id="dana", a="ann", b="lee"),
    idempotency_key=str(uuid.uuid4()),
)
assert isinstance(made, Introduction)
# The generator cannot leave out a body that may be null, so an empty one is sent.
asked = ask.sync(made.id, client=client, body=NoteIn())
assert isinstance(asked, Introduction)
assert str(asked.state) == "asked"
drafts = list_drafts.sync(made.id, client=client)
assert isinstance(drafts, Messages)
assert len(drafts.items) == 2

# A patch changes what it says, and nothing else.
before = get_person.sync("ann", client=client)
patch_person.sync("ann", client=client, body=PersonPatch(town="Rye"))
after = get_person.sync("ann", client=client)
assert isinstance(before, Person)
assert isinstance(after, Person)
assert after.town == "Rye"
assert before.to_dict() | {"town": 0, "version": 0} == after.to_dict() | {"town": 0, "version": 0}

# What goes wrong is typed too.
refused = get_person.sync("nobody", client=client)
assert isinstance(refused, Problem)
assert refused.code == "not_found"
sys.stdout.write("done\n")
