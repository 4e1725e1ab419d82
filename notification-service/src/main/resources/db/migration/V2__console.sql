-- Lists go by (created_at, id), which never changes: a row that changes state leaves a list, but moves in none. One index
-- entry for a mail when it is sent, none while it is under way: that is the hot path.
CREATE INDEX delivery_sent ON delivery (created_at, id) WHERE state = 'sent';
CREATE INDEX delivery_left ON delivery (state, created_at, id) WHERE state IN ('dead', 'withheld', 'erased');

-- What operators did. The target is an id, a reference or a record's place, never an address.
CREATE TABLE operator_action (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at       timestamptz NOT NULL DEFAULT now(),
    operator text        NOT NULL,
    action   text        NOT NULL,
    target   text        NOT NULL,
    outcome  text        NOT NULL
);
CREATE INDEX operator_action_target ON operator_action (target, at);

-- Work on many mails, done bit by bit by the instance that was asked; one that no longer beats was cut short.
CREATE TABLE task (
    id         uuid PRIMARY KEY,
    action     text        NOT NULL,
    operator   text        NOT NULL,
    total      integer     NOT NULL,
    done       integer     NOT NULL DEFAULT 0,
    started_at timestamptz NOT NULL DEFAULT now(),
    beat_at    timestamptz NOT NULL DEFAULT now(),
    ended_at   timestamptz,
    failure    text
);

-- Dead records that an operator dealt with, by where they came from; the topic itself cannot forget them.
CREATE TABLE dead_record_done (
    origin  text PRIMARY KEY,
    outcome text        NOT NULL CHECK (outcome IN ('replayed', 'discarded')),
    at      timestamptz NOT NULL DEFAULT now()
);
