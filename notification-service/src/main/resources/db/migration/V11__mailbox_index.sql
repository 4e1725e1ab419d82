-- Apart from the new column, so that its exclusive lock is not held while the indexes are built. Until they are, inquiries
-- are read but not written, ten seconds for each million. CONCURRENTLY would spare that, but needs Flyway's lock on the
-- session, which fails behind PgBouncer, and a build that breaks off would stop every start until somebody repairs it.
DO $$
BEGIN
    SET LOCAL lock_timeout = '1s';
    FOR attempt IN 1..200 LOOP
        BEGIN
            LOCK TABLE inquiry IN SHARE MODE;
            EXIT;
        EXCEPTION WHEN lock_not_available THEN
            IF attempt = 200 THEN
                RAISE;
            END IF;
            PERFORM pg_sleep(2);
        END;
    END LOOP;
END $$;
CREATE INDEX inquiry_mailbox ON inquiry (mailbox_hash) WHERE mailbox_hash IS NOT NULL;
-- What the release before wrote, or erased. The key of the hash is not in the database, so the service does the rest.
CREATE INDEX inquiry_mailbox_unset ON inquiry (id) WHERE (email_hash IS NULL) <> (mailbox_hash IS NULL);
