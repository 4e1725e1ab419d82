-- What an instance of before writes waits until the triggers stand, or nobody would have counted it.
LOCK TABLE delivery IN SHARE ROW EXCLUSIVE MODE;

-- How many mails are in which state, as sums to add up: whatever changes mails writes what it changed, in its own
-- transaction. Counting the mails themselves reads the whole table, and metrics ask every few seconds. Rows are only
-- added, so nobody waits for anybody; now and then they are folded into one for each group.
CREATE TABLE mail_count (
    kind     text   NOT NULL,
    language text   NOT NULL,   -- the inquiry's
    state    text   NOT NULL,
    mails    bigint NOT NULL,
    doubtful bigint NOT NULL
);
INSERT INTO mail_count
    SELECT kind, coalesce(inquiry.language, delivery.language), state, count(*), sum(doubtful)
    FROM delivery LEFT JOIN inquiry ON inquiry.id = inquiry_id GROUP BY 1, 2, 3;

CREATE FUNCTION count_mails() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP IN ('INSERT', 'UPDATE') THEN
        INSERT INTO mail_count
            SELECT kind, coalesce(inquiry.language, mail.language), state, count(*), sum(doubtful)
            FROM after_it mail LEFT JOIN inquiry ON inquiry.id = inquiry_id GROUP BY 1, 2, 3;
    END IF;
    IF TG_OP IN ('DELETE', 'UPDATE') THEN
        INSERT INTO mail_count
            SELECT kind, coalesce(inquiry.language, mail.language), state, -count(*), -sum(doubtful)
            FROM before_it mail LEFT JOIN inquiry ON inquiry.id = inquiry_id GROUP BY 1, 2, 3;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER count_new_mails AFTER INSERT ON delivery
    REFERENCING NEW TABLE AS after_it FOR EACH STATEMENT EXECUTE FUNCTION count_mails();
CREATE TRIGGER count_changed_mails AFTER UPDATE ON delivery
    REFERENCING OLD TABLE AS before_it NEW TABLE AS after_it FOR EACH STATEMENT EXECUTE FUNCTION count_mails();
CREATE TRIGGER count_removed_mails AFTER DELETE ON delivery
    REFERENCING OLD TABLE AS before_it FOR EACH STATEMENT EXECUTE FUNCTION count_mails();

-- What metrics and the account ask for, without a look at what was delivered long ago.
CREATE INDEX delivery_sent_at ON delivery (kind, changed_at) WHERE state = 'sent';
CREATE INDEX inquiry_canary ON inquiry (received_at) WHERE canary;
CREATE INDEX inquiry_language ON inquiry (language);
