-- Finds the inquiries of one mailbox, however its address is spelt; `email_hash` tells j.doe@gmail.com from jdoe@gmail.com.
-- It stays, for instances of the release before look for nothing else.
ALTER TABLE inquiry ADD COLUMN mailbox_hash text;
