-- The daily digest to staff is a mail like the others, about no inquiry of its own.
ALTER TABLE delivery ALTER COLUMN inquiry_id DROP NOT NULL;
ALTER TABLE delivery DROP CONSTRAINT delivery_kind_check;
ALTER TABLE delivery ADD CONSTRAINT delivery_kind_check CHECK (kind IN ('alert', 'digest', 'notice', 'reply'));
ALTER TABLE delivery ADD CONSTRAINT delivery_inquiry_check CHECK ((kind = 'digest') = (inquiry_id IS NULL));
