-- What the hourly purge looks for, so that it reads only what is due to go.
CREATE INDEX delivery_digest ON delivery (changed_at) WHERE kind = 'digest';
CREATE INDEX inquiry_double ON inquiry (received_at) WHERE same_as IS NOT NULL AND event IS NOT NULL;
