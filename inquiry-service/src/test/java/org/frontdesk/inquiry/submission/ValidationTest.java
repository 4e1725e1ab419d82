package org.frontdesk.inquiry.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.frontdesk.inquiry.site.Field;
import org.frontdesk.inquiry.site.Form;
import org.frontdesk.inquiry.site.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of field accepts valid values and nothing else. */
class ValidationTest {
    private static final List<Field> OWN = List.of(Field.of("note", Kind.TEXT, 5),
            new Field("code", Kind.TEXT, true, null, Pattern.compile("[A-Z]{2}\\d"), null, null, null),
            new Field("visit", Kind.CHOICE, false, null, null, null, null, List.of("first", "again")),
            Field.of("born", Kind.DATE, 1_000),
            new Field("news", Kind.CHECKBOX, true, null, null, null, null, null));

    @ParameterizedTest
    @CsvSource({"note,12345,", "note,123456,too-long", "code,AB1,", "code,ab1,invalid", "code,xAB1x,invalid",
            "code,'',required", "visit,first,", "visit,First,invalid", "born,2024-02-29,", "born,2023-02-29,invalid",
            "born,29.02.2024,invalid", "news,on,", "news,off,required"})
    void a_field_is_validated_by_its_kind(String name, String typed, String code) {
        var errors = Validation.errors(submission(name, typed));

        assertThat(errors).extracting("field", "code").isEqualTo(code == null
                ? List.of()
                : List.of(tuple(name, code)));
    }

    private static Submission submission(String name, String typed) {
        var form = Form.of("own", OWN, List.of());
        var all = new HashMap<>(Map.of("message", "m", "phone", "12345", "consent", "on", "code", "AB1",
                "news", "on"));
        all.put(name, typed);
        return new Submission(form, CleanedValues.of(form, all), List.of(), List.of(), null,
                Submission.HiddenFields.NONE);
    }
}
