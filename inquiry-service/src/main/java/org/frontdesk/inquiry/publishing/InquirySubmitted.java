package org.frontdesk.inquiry.publishing;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/** A visitor sent a form: what the topic holds, as contracts/inquiry-submitted.schema.json has it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InquirySubmitted(String id, String reference, Instant submittedAt, String form, String topic,
        String language,
        LanguageSource languageSource, String page, List<Value> fields, List<Value> extra, Consent consent, Spam spam,
        String client, String contentHash, Boolean canary) {

    public record Value(String name, String value) {}

    public record Consent(boolean given, String textHash) {}

    public record Spam(String verdict, List<String> reasons) {}

    public enum LanguageSource {
        @JsonProperty("field")
        FIELD,
        @JsonProperty("page")
        PAGE,
        @JsonProperty("header")
        HEADER,
        @JsonProperty("script")
        SCRIPT,
        @JsonProperty("default")
        DEFAULT
    }
}
