// Lists of people are read from an index a page at a time: by name, by a later word of the name, by
// company. Each key begins with the workspace: of an index of two properties, the embedded engine
// uses only the first for a range.

CREATE INDEX person_sort_key IF NOT EXISTS FOR (n:Person) ON (n.sort_key);
CREATE INDEX person_turned_1 IF NOT EXISTS FOR (n:Person) ON (n.turned_1);
CREATE INDEX person_turned_2 IF NOT EXISTS FOR (n:Person) ON (n.turned_2);
CREATE INDEX person_firm_key IF NOT EXISTS FOR (n:Person) ON (n.firm_key);
DROP INDEX person_name_key IF EXISTS;

MATCH (p:Person) WHERE p.name_key IS NOT NULL AND p.sort_key IS NULL
WITH p LIMIT $most
WITH p, split(p.name_key, ' ') AS words, p.workspace + '|' AS first, '|' + p.id AS last
SET p.sort_key = first + p.name_key + last,
  p.turned_1 = CASE WHEN size(words) > 1
    THEN first + substring(p.name_key, size(words[0]) + 1) + ' ' + words[0] + last END,
  p.turned_2 = CASE WHEN size(words) > 2
    THEN first + substring(p.name_key, size(words[0]) + size(words[1]) + 2) + ' ' + words[0] + ' '
      + words[1] + last END,
  p.firm_key = first + p.organisation_key + last
RETURN count(*) AS changed;
