package org.frontdesk.notification;

import java.util.List;

/** The site's folder cannot be used as it is; each line names file, key and what was expected. */
class SiteMistakes extends RuntimeException {
    private static final long serialVersionUID = 1;

    SiteMistakes(List<String> mistakes) {
        super(String.join(System.lineSeparator(), mistakes));
    }
}
