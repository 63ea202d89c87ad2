// Answers to repeated requests are encrypted from now on; those in plain text go.

MATCH (r:IdempotencyRecord)
WITH r LIMIT $most
DETACH DELETE r
RETURN count(*) AS changed;
