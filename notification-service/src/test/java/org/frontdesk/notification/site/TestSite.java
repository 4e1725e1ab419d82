package org.frontdesk.notification.site;

import java.nio.file.Path;

/** A site in all eight languages, for tests of mails. */
public record TestSite(Site site, Texts texts) {

    public static TestSite read() {
        return read(Path.of("src/test/resources/site"));
    }

    public static TestSite read(Path folder) {
        var site = SiteFolder.read(folder);
        return new TestSite(site, new Texts(site, folder));
    }
}
