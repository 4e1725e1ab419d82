-- Attempts that came to nothing. The last one, and the one that the relay took, stand in the mail itself, so that a mail
-- which goes out at once costs no row here.
CREATE TABLE attempt (
    delivery_id uuid        NOT NULL REFERENCES delivery (id) ON DELETE CASCADE,
    number      integer     NOT NULL,
    at          timestamptz NOT NULL DEFAULT now(),
    answer      text
);
CREATE INDEX attempt_delivery ON attempt (delivery_id);
