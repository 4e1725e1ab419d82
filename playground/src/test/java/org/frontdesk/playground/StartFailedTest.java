package org.frontdesk.playground;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StartFailedTest {
    @Test
    void mistakes_in_the_site_folder_are_counted_once_and_followed_by_what_to_do() {
        var failed = new StartFailed("""
                inquiry-service ended at its start, exit code 1. The last lines of its log:
                    The site's folder has 2 mistake(s):
                    site.yml:4: language: expected one of en, uk
                    languages/uk.yml: expected a file at /srv/site/languages/uk.yml

                content-service ended at its start, exit code 1. The last lines of its log:
                    site.yml:4: language: expected one of en, uk
                    content: expected a folder""").countingMistakes();

        assertThat(failed).hasMessageStartingWith("inquiry-service ended").hasMessageEndingWith(
                "The site folder has 3 mistake(s), so nothing was started. Fix the lines above, then start again.");
    }

    @Test
    void other_failures_have_no_count() {
        var failed = new StartFailed("Taken by another program: port 8080 (demo website).");

        assertThat(failed.countingMistakes()).isSameAs(failed);
    }
}
