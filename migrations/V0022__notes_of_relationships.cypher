// Notes on a person belong to the relationship of the connector who wrote them. Until now everyone who
// knew the person read and wrote the same text, and nothing says who did: each connector who knows them
// keeps it. Of whom no connector knows, it stays as a note of programs.

MATCH (p:Person) WHERE p.notes IS NOT NULL
  AND EXISTS { MATCH (p)<-[:KNOWS]-(c:Person) WHERE c.connector }
WITH p LIMIT $most
MATCH (p)<-[k:KNOWS]-(c:Person)
WHERE c.connector
SET k.notes = coalesce(k.notes, p.notes)
WITH DISTINCT p
REMOVE p.notes
RETURN count(*) AS changed;
