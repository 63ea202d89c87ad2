"""Where the catalog comes from: `files` it is shipped in, `queries` on a workspace's copy."""
