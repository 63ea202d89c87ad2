// Lists the indexes of the database, those of constraints too, for the doctor.
// mode: read
// returns: many
// scope: installation
SHOW INDEXES YIELD labelsOrTypes, properties, owningConstraint
RETURN labelsOrTypes AS labels, properties AS properties, owningConstraint AS constraint
