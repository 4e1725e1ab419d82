-- An inquiry as it came. Its personal data is all in `event`, which is null once it was erased; the rest finds it.
CREATE TABLE inquiry (
    id           uuid PRIMARY KEY,
    reference    text        NOT NULL,
    form         text        NOT NULL,
    language     text        NOT NULL,
    submitted_at timestamptz NOT NULL,
    content_hash text        NOT NULL,
    -- The first inquiry with the same content in the ten minutes before; then no mail is owed for this one.
    same_as      uuid REFERENCES inquiry (id),
    event        jsonb,
    -- Keyed, so that an erasure finds all of one visitor.
    email_hash   text,
    -- Made by the system itself to test the way through.
    canary       boolean     NOT NULL DEFAULT false,
    -- Erased here, and its event still to be taken out of the topic.
    tombstone_due boolean    NOT NULL DEFAULT false,
    received_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX inquiry_email ON inquiry (email_hash);
CREATE INDEX inquiry_received ON inquiry (received_at) WHERE event IS NOT NULL;
CREATE INDEX inquiry_tombstone ON inquiry (id) WHERE tombstone_due;
CREATE INDEX inquiry_reference ON inquiry (reference);
CREATE INDEX inquiry_content ON inquiry (form, content_hash, submitted_at) WHERE same_as IS NULL;

-- One row for each mail that is owed, was sent or is not to be sent.
CREATE TABLE delivery (
    id              uuid PRIMARY KEY,
    inquiry_id      uuid        NOT NULL REFERENCES inquiry (id),
    kind            text        NOT NULL CHECK (kind IN ('alert', 'notice', 'reply')),
    recipient       text        NOT NULL,
    -- Keyed hashes of a reply's address and of the visitor's network, for the limits on replies.
    recipient_hash  text,
    client          text,
    language        text        NOT NULL,
    -- Leaves the visitor's words out.
    minimal         boolean     NOT NULL DEFAULT false,
    state           text        NOT NULL CHECK (state IN ('due', 'sending', 'sent', 'dead', 'withheld', 'erased')),
    reason          text,
    attempt         integer     NOT NULL DEFAULT 0,
    -- Attempts of which nobody can know whether the relay took the mail: each may have made a double.
    doubtful        integer     NOT NULL DEFAULT 0,
    -- Whether what follows from its death was written down.
    followed_up     boolean     NOT NULL DEFAULT false,
    instance_id     uuid,
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    relay_reply     text,
    created_at      timestamptz NOT NULL DEFAULT now(),
    -- Since then it is tried, until it is given up: since it was written, or an operator sent it again.
    owed_since      timestamptz NOT NULL DEFAULT now(),
    changed_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX delivery_due ON delivery (kind, next_attempt_at) WHERE state = 'due';
CREATE INDEX delivery_sending ON delivery (instance_id) WHERE state = 'sending';
CREATE INDEX delivery_inquiry ON delivery (inquiry_id);
CREATE INDEX delivery_dead ON delivery (changed_at) WHERE state = 'dead' AND NOT followed_up;
CREATE INDEX reply_recipient ON delivery (recipient_hash, created_at) WHERE kind = 'reply';
CREATE INDEX reply_client ON delivery (client, created_at) WHERE kind = 'reply';
CREATE INDEX reply_domain ON delivery (split_part(recipient, '@', 2), created_at) WHERE kind = 'reply';
CREATE INDEX reply_time ON delivery (created_at) WHERE kind = 'reply';

-- Who asked to be erased: an event of theirs from before, still under way, is born erased.
CREATE TABLE erased_address (
    hash       text PRIMARY KEY,
    erased_at  timestamptz NOT NULL,
    keep_until timestamptz NOT NULL
);

-- A running instance; the mails it claimed are its own as long as it beats.
CREATE TABLE instance (
    id      uuid PRIMARY KEY,
    beat_at timestamptz NOT NULL
);

-- What became of the records consumed, counted in the transaction that did it. It always adds up.
CREATE TABLE account (
    language text   NOT NULL,
    became   text   NOT NULL CHECK (became IN ('new', 'duplicate', 'erased', 'tombstone', 'dead')),
    records  bigint NOT NULL,
    PRIMARY KEY (language, became)
);
