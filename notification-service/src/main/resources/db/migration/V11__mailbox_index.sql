-- Separate from the new column, so that its exclusive lock is not held while the indexes are built. That takes about ten
-- seconds per million inquiries, during which they can be read but not written. CONCURRENTLY would avoid this, but requires
-- Flyway's session lock, which fails behind PgBouncer, and a failed build would fail every startup until it is repaired.
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
-- Rows that the previous release wrote or erased. The service completes them, because the key of the hash is not in the
-- database.
CREATE INDEX inquiry_mailbox_unset ON inquiry (id) WHERE (email_hash IS NULL) <> (mailbox_hash IS NULL);
