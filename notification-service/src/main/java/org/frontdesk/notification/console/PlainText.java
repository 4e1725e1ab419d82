package org.frontdesk.notification.console;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** What the database takes: no NUL, and no half of a surrogate pair. As a deserializer it refuses all else in JSON. */
class PlainText extends StdScalarDeserializer<String> {

    PlainText() {
        super(String.class);
    }

    static boolean is(String value) {
        return value.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) {
        var text = parser.getValueAsString();
        if (text == null) {
            return (String) context.handleUnexpectedToken(getValueType(), parser);
        }
        if (!is(text)) {
            throw Refused.malformed(Refused.NOT_TEXT);
        }
        return text;
    }
}
