package org.frontdesk.content.search;

/** Field names of the index. Texts have one field for each language, since each language has its own analyzer. */
final class Fields {
    static final String ARTICLE = "article";
    static final String SECTION = "section";
    static final String ID = "id";
    static final String LANGUAGE = "language";
    /** The languages in which visitors get this text: its own and those that fall back to it. */
    static final String SERVED_IN = "served-in";
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
