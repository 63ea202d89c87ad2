// Earlier deletions of people left these behind: they belong to no one, and some name them.

MATCH (e:MondayLetter) WHERE NOT EXISTS { (:Person)-[:GOT]->(e) } DETACH DELETE e;
MATCH (e:SignInLink) WHERE NOT EXISTS { (e)-[:SIGNS_IN]->(:Person) } DETACH DELETE e;
MATCH (e:Session) WHERE NOT EXISTS { (e)-[:SIGNS_IN]->(:Person) } DETACH DELETE e;
MATCH (e:CalendarFeed) WHERE NOT EXISTS { (e)-[:SHOWS_DUES_OF]->(:Person) } DETACH DELETE e;
