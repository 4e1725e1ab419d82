package org.frontdesk.notification.mail;

/**
 * One line of an alert: a label in the staff's language and a value in whosever.
 *
 * @param tag the language that the value is in; null where it is the staff's, or none
 * @param link what it leads to; null where nowhere
 */
record FieldView(String label, String value, String direction, String tag, String link) {
    private static final int LONG = 120;

    static FieldView of(String label, Words words, String tag) {
        return new FieldView(label, words.text(), words.direction(), tag, null);
    }

    FieldView linkedTo(String link) {
        return new FieldView(label, value, direction, tag, link);
    }

    /** Whether it needs the whole width, below its label. */
    public boolean isBlock() {
        return value.length() > LONG || value.contains("\n");
    }

    /** For plain text. */
    public String within(String readersDirection) {
        return new Words(value, direction).within(readersDirection);
    }

    public String alignment() {
        return direction.equals("rtl") ? "right" : "left";
    }
}
