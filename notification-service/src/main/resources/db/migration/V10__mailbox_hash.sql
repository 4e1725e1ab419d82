-- Finds the inquiries of one mailbox, however its address is spelt; `email_hash` tells j.doe@gmail.com from jdoe@gmail.com.
-- It stays, for instances of the release before look for nothing else.
-- Waits for its exclusive lock one second at a time, since all who come later wait behind it: a backup holds it up for long.
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
    RAISE lock_not_available USING MESSAGE = 'for ten minutes another session, perhaps a backup, has kept the table inquiry'
        || ' from being altered; start again when it has ended';
END $$;
