package org.frontdesk.inquiry;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What arrived through either door, cleaned, before anything is judged.
 *
 * @param values  by the names that the form declares, in its order; never blank
 * @param extra   what an HTML form sent beyond those
 * @param misread what JSON sent that no field can take
 * @param key     makes a repeated submission the same inquiry; null if none was given
 */
record Submission(Form form, Map<String, String> values, List<InquirySubmitted.Value> extra, List<Mistake> misread,
        String key) {

    /** A field that cannot be taken as it is, and why; {@code limit} is what the text names, if any. */
    record Mistake(String field, Kind kind, String code, String limit) {
        static Mistake of(Field field, String code) {
            return new Mistake(field.name(), field.kind(), code, "");
        }

        static Mistake of(String name, String code) {
            return new Mistake(name, null, code, "");
        }

        /** The most particular text there is: for this field, for its kind, for the code. */
        String message(Texts texts) {
            var key = "form.error." + code;
            return texts.find(key + "." + field)
                    .or(() -> kind == null ? Optional.empty() : texts.find(key + "." + kind.word()))
                    .orElseGet(() -> texts.get(key)).replace("{limit}", limit);
        }
    }

    String value(String name) {
        return values.getOrDefault(name, "");
    }
}
