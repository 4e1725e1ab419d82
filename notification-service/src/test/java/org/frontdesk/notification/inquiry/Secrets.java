package org.frontdesk.notification.inquiry;

/** A secret for tests. */
public final class Secrets {

    private Secrets() {}

    public static Secret ofTests() {
        return new Secret("a secret of the tests, long enough");
    }
}
