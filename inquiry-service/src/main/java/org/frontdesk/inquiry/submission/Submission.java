package org.frontdesk.inquiry.submission;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.frontdesk.inquiry.publishing.InquirySubmitted;
import org.frontdesk.inquiry.site.Field;
import org.frontdesk.inquiry.site.Form;
import org.frontdesk.inquiry.site.Kind;
import org.frontdesk.inquiry.site.Texts;

/**
 * What arrived through either door, cleaned, before anything is judged.
 *
 * @param values  by the names that the form declares, in its order; never blank
 * @param extra   what an HTML form sent beyond those
 * @param misread what JSON sent that no field can take
 * @param key     makes a repeated submission the same inquiry; null if none was given
 * @param unseen  what tells people from programs
 */
public record Submission(Form form, Map<String, String> values, List<InquirySubmitted.Value> extra,
        List<Mistake> misread, String key, Unseen unseen) {
    /** When the form was drawn, signed. */
    public static final String STARTED = "_started";
    /** Shown to nobody, so that a person leaves it empty; a name that no browser has something to fill in for. */
    public static final String TRAP = "_remarks";

    /** What a form of this service sends along; each is empty if another's form did not. */
    public record Unseen(String started, String trap) {
        public static final Unseen NONE = new Unseen("", "");

        static Unseen of(Map<String, String> typed) {
            return new Unseen(CleanText.line(typed.getOrDefault(STARTED, "")),
                    CleanText.line(typed.getOrDefault(TRAP, "")));
        }
    }

    /**
     * A field that cannot be taken as it is, and why.
     *
     * @param limit what the text names, if anything: a count, or a number as the site wrote it
     */
    public record Mistake(String field, Kind kind, String code, Object limit) {
        public static Mistake of(Field field, String code) {
            return new Mistake(field.name(), field.kind(), code, "");
        }

        public static Mistake of(String name, String code) {
            return new Mistake(name, null, code, "");
        }

        /** The most particular text there is: for this field, for its kind, for the code. */
        public String message(Texts texts) {
            var key = "form.error." + code;
            var particular = Stream.of(key + "." + field, key + "." + (kind == null ? "" : kind.word()))
                    .filter(each -> texts.find(each).isPresent()).findFirst().orElse(key);
            return texts.get(particular, "limit", limit);
        }
    }

    public String value(String name) {
        return values.getOrDefault(name, "");
    }
}
