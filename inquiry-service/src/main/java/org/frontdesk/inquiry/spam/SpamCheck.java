package org.frontdesk.inquiry.spam;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.frontdesk.inquiry.publishing.InquirySubmitted.Spam;
import org.frontdesk.inquiry.submission.Submission;

import org.springframework.stereotype.Component;

/**
 * Looks for signs of a program. One alone makes an inquiry suspect, since each has been seen at people too; two make it
 * spam. Nothing is refused: whoever is wrongly judged is found by staff.
 */
@Component
public class SpamCheck {
    private static final Pattern LINK = Pattern.compile("(?i)https?:/?/?|www\\.|\\[url");

    private final Started started;
    private final SpamSettings settings;

    SpamCheck(Started started, SpamSettings settings) {
        this.started = started;
        this.settings = settings;
    }

    public Spam judge(Submission submission) {
        var reasons = new ArrayList<String>();
        if (!submission.unseen().trap().isEmpty()) {
            reasons.add("honeypot");
        }
        started.sign(submission.form(), submission.unseen().started()).ifPresent(reasons::add);
        if (links(submission.value("message")) > settings.links() || links(submission.value("name")) > 0) {
            reasons.add("links");
        }
        return new Spam(verdict(reasons), List.copyOf(reasons));
    }

    private static String verdict(List<String> reasons) {
        return switch (reasons.size()) {
            case 0 -> "clear";
            case 1 -> "suspect";
            default -> "spam";
        };
    }

    private static long links(String text) {
        return LINK.matcher(text).results().count();
    }
}
