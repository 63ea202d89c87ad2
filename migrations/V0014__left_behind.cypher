// Earlier deletions of people left these behind: they belong to no one, and some name them.
// replaces: 3646ca58ded5af0eee7cf4342443da6ea13b17f77728afe73efe50d09b609bbc

MATCH (e:MondayLetter) WHERE NOT EXISTS { (:Person)-[:GOT]->(e) }
WITH e LIMIT $most
DETACH DELETE e
RETURN count(*) AS changed;

MATCH (e:SignInLink) WHERE NOT EXISTS { (e)-[:SIGNS_IN]->(:Person) }
WITH e LIMIT $most
DETACH DELETE e
RETURN count(*) AS changed;

MATCH (e:Session) WHERE NOT EXISTS { (e)-[:SIGNS_IN]->(:Person) }
WITH e LIMIT $most
DETACH DELETE e
RETURN count(*) AS changed;

MATCH (e:CalendarFeed) WHERE NOT EXISTS { (e)-[:SHOWS_DUES_OF]->(:Person) }
WITH e LIMIT $most
DETACH DELETE e
RETURN count(*) AS changed;
