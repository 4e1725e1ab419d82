-- Claims that were no try: given back unbegun, or the relay could not be used. `attempt` counts every claim, since it
-- fences the outcomes; how long a mail waits goes by `attempt - held`.
ALTER TABLE delivery ADD COLUMN held integer NOT NULL DEFAULT 0;
-- An erasure takes the doubles along.
CREATE INDEX inquiry_same_as ON inquiry (same_as) WHERE same_as IS NOT NULL;
