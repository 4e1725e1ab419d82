-- Finds the inquiries of one mailbox, however its address is spelt; `email_hash` tells j.doe@gmail.com from jdoe@gmail.com.
-- It stays, for instances of the release before look for nothing else.
ALTER TABLE inquiry ADD COLUMN mailbox_hash text;
CREATE INDEX inquiry_mailbox ON inquiry (mailbox_hash) WHERE mailbox_hash IS NOT NULL;
-- What the release before wrote, or erased. The key of the hash is not in the database, so the service does the rest.
CREATE INDEX inquiry_mailbox_unset ON inquiry (id) WHERE (email_hash IS NULL) <> (mailbox_hash IS NULL);
