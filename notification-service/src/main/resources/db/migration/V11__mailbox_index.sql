-- Apart from the new column, so that its exclusive lock is not held while the indexes are built.
CREATE INDEX inquiry_mailbox ON inquiry (mailbox_hash) WHERE mailbox_hash IS NOT NULL;
-- What the release before wrote, or erased. The key of the hash is not in the database, so the service does the rest.
CREATE INDEX inquiry_mailbox_unset ON inquiry (id) WHERE (email_hash IS NULL) <> (mailbox_hash IS NULL);
