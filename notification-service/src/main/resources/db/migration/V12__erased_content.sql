-- The content of inquiries that were erased by reference. A copy of it that was sent before the erasure, but is read later,
-- is stored as erased. `content_hash` is keyed. Like an erased address, it is forgotten when no copy can be in flight any
-- more. A copy is defined as in the inbox: equal content within ten minutes of the first, and its verdict.
CREATE TABLE erased_content (
    form         text        NOT NULL,
    content_hash text        NOT NULL,
    submitted_at timestamptz NOT NULL,
    verdict      text,
    erased_at    timestamptz NOT NULL,
    keep_until   timestamptz NOT NULL
);
CREATE INDEX erased_content_copies ON erased_content (form, content_hash);
