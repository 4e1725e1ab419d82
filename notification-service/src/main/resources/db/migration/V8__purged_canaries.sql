-- Inquiries that were taken out with all their rows, as canaries are, so that the account still adds up: taken in =
-- stored + purged. Apart from the account, whose rows each batch locks in an order of its own.
CREATE TABLE purged (
    language  text PRIMARY KEY,
    inquiries bigint NOT NULL
);
