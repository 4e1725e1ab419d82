package org.frontdesk.inquiry.submission;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.frontdesk.inquiry.site.Form;
import org.frontdesk.inquiry.submission.Submission.FieldError;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * A submission as JSON: one flat object of strings, numbers and booleans. Read with the streaming API, because data
 * binding would build nested values in memory before they can be refused.
 */
public class JsonBody {
    /** Reporting more errors would only make the response larger than the request. */
    private static final int MAX_ERRORS = 20;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(10).maxNumberLength(100).build())
            .build();

    private final Form form;
    private final Map<String, String> typed = new HashMap<>();
    private final List<FieldError> errors = new ArrayList<>();

    private JsonBody(Form form) {
        this.form = form;
    }

    /** @throws Refusal 400 unless it is one JSON object in UTF-8 (RFC 8259) without duplicate keys or deep nesting */
    public static Submission parse(Form form, byte[] body, String key) {
        var json = new JsonBody(form);
        try (var parser = JSON.createParser(ObjectReadContext.empty(), BoundedBody.utf8(body))) {
            json.readObject(parser);
        } catch (JacksonException e) {
            throw Refusal.malformed("The body is not valid JSON%s. Send one flat object without duplicate keys."
                    .formatted(location(e.getLocation())));
        }
        return new Submission(form, CleanedValues.of(form, json.typed), List.of(), List.copyOf(json.errors), key,
                Submission.HiddenFields.of(json.typed));
    }

    private static String location(TokenStreamLocation at) {
        return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private void readObject(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw Refusal.malformed("The body is not a JSON object. Send {\"message\": …}.");
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            readValue(parser, parser.currentName(), parser.nextToken());
        }
        if (parser.nextToken() != null) {
            throw Refusal.malformed("There is content after the JSON object. Send only the object.");
        }
    }

    private void readValue(JsonParser parser, String name, JsonToken token) {
        if (form.field(name).isEmpty() && !name.equals(Submission.TIMESTAMP) && !name.equals(Submission.HONEYPOT)) {
            addError(name, "unknown");
        } else if (token.isStructStart()) {
            addError(name, "type");
        } else if (token != JsonToken.VALUE_NULL) {
            typed.put(name, parser.getString());
        }
        parser.skipChildren();
    }

    private void addError(String name, String code) {
        if (errors.size() < MAX_ERRORS) {
            errors.add(FieldError.of(CleanedValues.line(name), code));
        }
    }
}
