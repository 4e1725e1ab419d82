package org.frontdesk.inquiry.submission;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.frontdesk.inquiry.site.Form;
import org.frontdesk.inquiry.submission.Submission.Mistake;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * A submission as JSON: one object of texts, numbers, true and false. Read token by token, not bound to a map, since
 * binding would keep the last of two equal names and build whatever is nested before it can be refused.
 */
public class JsonBody {
    /** Names more would only make the answer longer than the question. */
    private static final int MOST_NAMED = 20;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(10).maxNumberLength(100).build())
            .build();

    private final Form form;
    private final Map<String, String> typed = new HashMap<>();
    private final List<Mistake> misread = new ArrayList<>();

    private JsonBody(Form form) {
        this.form = form;
    }

    /** @throws Refusal 400 if it is not one JSON object in UTF-8 (RFC 8259), has a name twice or is nested deeply */
    public static Submission parse(Form form, byte[] body, String key) {
        var json = new JsonBody(form);
        try (var parser = JSON.createParser(ObjectReadContext.empty(), Body.utf8(body))) {
            json.readObject(parser);
        } catch (JacksonException e) {
            throw Refusal.malformed("The body is not sound JSON%s; each name may stand once, and nothing is nested."
                    .formatted(place(e.getLocation())));
        }
        return new Submission(form, Values.of(form, json.typed), List.of(), List.copyOf(json.misread), key,
                Submission.Unseen.of(json.typed));
    }

    private static String place(TokenStreamLocation at) {
        return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private void readObject(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw Refusal.malformed("The body is not a JSON object; send {\"message\": …}.");
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            readValue(parser, parser.currentName(), parser.nextToken());
        }
        if (parser.nextToken() != null) {
            throw Refusal.malformed("Something stands behind the JSON object; send nothing but that object.");
        }
    }

    private void readValue(JsonParser parser, String name, JsonToken token) {
        if (form.field(name).isEmpty() && !name.equals(Submission.STARTED) && !name.equals(Submission.TRAP)) {
            mistake(name, "unknown");
        } else if (token.isStructStart()) {
            mistake(name, "type");
        } else if (token != JsonToken.VALUE_NULL) {
            typed.put(name, parser.getString());
        }
        parser.skipChildren();
    }

    private void mistake(String name, String code) {
        if (misread.size() < MOST_NAMED) {
            misread.add(Mistake.of(CleanText.line(name), code));
        }
    }
}
