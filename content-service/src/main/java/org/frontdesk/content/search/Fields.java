package org.frontdesk.content.search;

/** The names in the index. Texts have a field for each language, since each is cut into words in its own way. */
final class Fields {
    static final String ARTICLE = "article";
    static final String KIND = "kind";
    static final String ID = "id";
    static final String LANGUAGE = "language";
    /** The languages of visitors who are given this text: its own and those it stands in for. */
    static final String GIVEN_TO = "given-to";
    static final String TOPIC = "topic";

    private Fields() {}

    static String title(String tag) {
        return "title " + tag;
    }

    static String text(String tag) {
        return "text " + tag;
    }

    static String tag(String field) {
        return field.substring(field.indexOf(' ') + 1);
    }
}
