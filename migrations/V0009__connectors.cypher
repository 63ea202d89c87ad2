// Once a minute the clock looks for the connectors of every workspace.

CREATE INDEX person_connector IF NOT EXISTS FOR (n:Person) ON (n.workspace, n.connector);
