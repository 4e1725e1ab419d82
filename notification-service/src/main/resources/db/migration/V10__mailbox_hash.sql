-- Identifies the inquiries of one mailbox in any spelling of its address: `email_hash` differs for j.doe@gmail.com and
-- jdoe@gmail.com. That column stays, because instances of the previous release use only it.
-- The exclusive lock is requested for one second at a time, because later statements queue behind it: a long-running backup
-- would block them all.
DO $$
BEGIN
    SET LOCAL lock_timeout = '1s';
    FOR attempt IN 1..200 LOOP
        BEGIN
            ALTER TABLE inquiry ADD COLUMN mailbox_hash text;
            RETURN;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM pg_sleep(2);
        END;
    END LOOP;
    RAISE lock_not_available USING MESSAGE = 'another session, perhaps a backup, has blocked ALTER TABLE inquiry for ten minutes;'
        || ' start again when it has finished';
END $$;
