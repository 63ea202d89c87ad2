"""What the graph holds, and how it follows a person who is deleted, merged or asks what is held.

Each domain declares its labels and relationship types in `app/<domain>/belongings.py`, with the
words of `app.belongings.kinds`; `app.belongings.registry` puts them together and walks them.
`docs/schema.md` is written from the same declarations by `make docs`.

How to add a label or a relationship type:

1. Write its query files and, in a migration, the constraint on its id.
2. Declare it in the `belongings.py` of its domain: one sentence of meaning, each property with its
   type and meaning, and how it follows a person (`NOT_ABOUT_PEOPLE` when it names no one).
   Properties that a query writes from a map (`SET n += $properties`) go into `mapped`.
3. If it goes with a person, add it to the domain's `cypher/<domain>/delete_of_person.cypher`; if a
   person may be told of it, to `cypher/<domain>/list_of_person.cypher`. Both take `$id`.
4. Backups hold it, unless `app/backups/service/kinds.py` leaves it out and says why.
5. A new domain joins `DOMAINS` in `app.belongings.registry`.
6. Let `tests/api/one_of_everything.py` create one around its person, then run `make docs`.

`tests/architecture/test_belongings.py` fails while a declaration is missing or says too much, and
`tests/api/test_belongings.py` when something that names a deleted person stays behind, or when a
property is in the graph that no one declared.
"""
