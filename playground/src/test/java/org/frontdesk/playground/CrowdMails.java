package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;

/** Compares what a crowd of visitors was told with the outcome: the inquiries in the database and the mails in the mailbox. */
record CrowdMails(Compose compose, Crowd crowd) {

    boolean isSettled() {
        return compose.count("SELECT count(*) FROM inquiry") == crowd.confirmedSoFar()
                && compose.count("SELECT count(*) FROM delivery WHERE state IN ('due', 'sending')") == 0;
    }

    /** Every mail is in the mailbox, except replies to visitors whose name is a link. Prints the account. */
    void holds() throws IOException {
        var withheld = compose.count("SELECT count(*) FROM delivery WHERE state = 'withheld' AND kind = 'reply'");
        var possiblyDoubled = compose.count("SELECT sum(doubtful) FROM delivery");
        var mails = compose.mailbox();
        var distinct = Set.copyOf(mails);
        var owed = 2 * crowd.confirmedSoFar() - withheld;
        System.out.printf("""

                  confirmed  mails owed  in the mailbox  lost  doubled  counted as possible
                  %9d  %10d  %14d  %4d  %7d  %19d

                """, crowd.confirmedSoFar(), owed, mails.size(), owed - distinct.size(),
                mails.size() - distinct.size(), possiblyDoubled);
        assertThat(crowd.unexpected()).as("responses other than 202 and 503").isEmpty();
        assertThat(crowd.confirmed()).doesNotHaveDuplicates();
        assertThat(withheld).isLessThanOrEqualTo(1 + crowd.confirmedSoFar() / 40);
        assertThat(distinct).hasSize((int) owed);
        assertThat(mails).hasSizeLessThanOrEqualTo(distinct.size() + (int) possiblyDoubled);
    }
}
