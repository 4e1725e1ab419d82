package org.frontdesk.content.answer;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

import org.frontdesk.content.article.Article;

/** The position of the last item of a page of a list, as the parameter {@code after}. */
record Cursor(long rank, String id) {
    private static final Pattern FORMAT = Pattern.compile("(-?\\d{1,18})/([a-z0-9-]{1,64})");

    static Cursor of(Article article) {
        return new Cursor(article.rank(), article.text().id());
    }

    /** @throws IllegalArgumentException for anything that {@link #encoded} does not return */
    static Cursor decode(String text) {
        var decoded = FORMAT.matcher(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII));
        if (!decoded.matches()) {
            throw new IllegalArgumentException(text);
        }
        return new Cursor(Long.parseLong(decoded.group(1)), decoded.group(2));
    }

    String encoded() {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString((rank + "/" + id).getBytes(StandardCharsets.US_ASCII));
    }

    boolean isBefore(Article article) {
        return article.rank() > rank || article.rank() == rank && article.text().id().compareTo(id) > 0;
    }
}
