// A workspace says which edition of the shipped catalog it was given. Until now there was one.

MATCH (w:Workspace) WHERE w.catalog_edition IS NULL
WITH w LIMIT $most
SET w.catalog_edition = 1
RETURN count(*) AS changed;
