// Finds an answer link by its id; before that no one knows which workspace is asked for.
// mode: read
// returns: optional
// parameters: id
// scope: installation
MATCH (l:AnswerLink {id: $id})-[:ANSWERS]->(i:Introduction)
RETURN l.workspace AS workspace, l.hash AS hash, l.side AS side, l.expires_at AS expires_at,
  i.id AS introduction, l.answers_to AS answers_to
