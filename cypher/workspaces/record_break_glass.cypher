// Records that an administrator looked at what is otherwise a person's own, and why.
// mode: write
// returns: none
// parameters: id, key_id, reason, path, at
CREATE (:AuditEntry {
  workspace: $workspace, id: $id, kind: 'break_glass', key_id: $key_id, reason: $reason,
  path: $path, at: $at
})
