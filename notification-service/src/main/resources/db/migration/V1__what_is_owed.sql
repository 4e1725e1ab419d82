-- An inquiry as it came. Its personal data is all in `event`; the other columns find it.
CREATE TABLE inquiry (
    id           uuid PRIMARY KEY,
    reference    text        NOT NULL,
    form         text        NOT NULL,
    language     text        NOT NULL,
    submitted_at timestamptz NOT NULL,
    content_hash text        NOT NULL,
    -- The first inquiry with the same content in the ten minutes before; then no mail is owed for this one.
    same_as      uuid REFERENCES inquiry (id),
    event        jsonb       NOT NULL,
    received_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX inquiry_reference ON inquiry (reference);
CREATE INDEX inquiry_content ON inquiry (form, content_hash, submitted_at) WHERE same_as IS NULL;

-- One row for each mail that is owed, was sent or is not to be sent.
CREATE TABLE delivery (
    id              uuid PRIMARY KEY,
    inquiry_id      uuid        NOT NULL REFERENCES inquiry (id),
    kind            text        NOT NULL CHECK (kind IN ('alert', 'reply')),
    recipient       text        NOT NULL,
    language        text        NOT NULL,
    state           text        NOT NULL CHECK (state IN ('due', 'sending', 'sent', 'dead', 'withheld', 'erased')),
    reason          text,
    attempt         integer     NOT NULL DEFAULT 0,
    -- Attempts of which nobody can know whether the relay took the mail: each may have made a double.
    doubtful        integer     NOT NULL DEFAULT 0,
    instance_id     uuid,
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    relay_reply     text,
    created_at      timestamptz NOT NULL DEFAULT now(),
    changed_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX delivery_due ON delivery (kind, next_attempt_at) WHERE state = 'due';
CREATE INDEX delivery_sending ON delivery (instance_id) WHERE state = 'sending';
CREATE INDEX delivery_inquiry ON delivery (inquiry_id);

-- A running instance; the mails it claimed are its own as long as it beats.
CREATE TABLE instance (
    id      uuid PRIMARY KEY,
    beat_at timestamptz NOT NULL
);
