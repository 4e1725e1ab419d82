package org.frontdesk.notification.console;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/**
 * Text that the database can store: without NUL and unpaired surrogates. As a deserializer it rejects any other in
 * JSON.
 */
class StorableText extends StdScalarDeserializer<String> {

    StorableText() {
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
            throw ProblemException.malformed(ProblemException.NOT_TEXT);
        }
        return text;
    }
}
