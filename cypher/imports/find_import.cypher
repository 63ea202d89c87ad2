// Finds one import, and whether its job waits or runs.
// mode: read
// returns: optional
// parameters: id
MATCH (i:Import {workspace: $workspace, id: $id})
RETURN i.id AS id, i.status AS status, i.format AS format, i.file_name AS file_name,
  i.encoding AS encoding, i.connector AS connector, i.rows AS rows, i.done AS done,
  i.created AS created, i.updated AS updated, i.merged AS merged, i.unchanged AS unchanged,
  i.refused AS refused, coalesce(i.suppressed, 0) AS suppressed, i.last_line AS last_line,
  i.error_lines AS error_lines, i.error_columns AS error_columns,
  i.error_messages AS error_messages, i.warning_lines AS warning_lines,
  i.warning_columns AS warning_columns, i.warning_messages AS warning_messages,
  i.ignored_columns AS ignored_columns, i.titles AS titles, i.message AS message,
  i.started_at AS started_at, i.finished_at AS finished_at,
  EXISTS {
    MATCH (j:Job {workspace: $workspace, id: i.id}) WHERE j.status IN ['queued', 'running']
  } AS has_job
