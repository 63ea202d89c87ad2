// Lists the migrations that were applied, in their order.
// mode: read
// returns: many
// scope: installation
MATCH (m:Migration)
RETURN m.id AS id, m.checksum AS checksum
ORDER BY id
