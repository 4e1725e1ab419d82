package org.frontdesk.inquiry.spam;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.frontdesk.inquiry.submission.Submission;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;
import org.springframework.validation.annotation.Validated;

/**
 * Looks for signs of a bot. One sign makes an inquiry suspect, because people show each of them too; two make it spam.
 * Nothing is refused: staff can find every false positive.
 */
@Component
public class SpamCheck {
    private static final Pattern LINK = Pattern.compile("(?i)https?:/?/?|www\\.|\\[url");

    public enum Verdict {
        CLEAR, SUSPECT, SPAM
    }

    public record Result(Verdict verdict, List<String> reasons) {}

    /**
     * @param minimumTime between rendering a form and sending it; faster submissions look like a bot's; 0 disables it
     * @param links       how many links a message may contain before it looks like advertising
     */
    @Validated
    @ConfigurationProperties("frontdesk.spam")
    record Settings(@DefaultValue("3s") @DurationMin @DurationMax(minutes = 10) Duration minimumTime,
            @DefaultValue("2") @Min(0) @Max(1_000) int links) {

        @AssertTrue(message = "minimum-time must be 0 or at least 100ms; a number alone is in milliseconds")
        boolean isMinimumTimeInSeconds() {
            return minimumTime.isZero() || minimumTime.toMillis() >= 100;
        }
    }

    private final FormTimestamp timestamp;
    private final Settings settings;

    SpamCheck(FormTimestamp timestamp, Settings settings) {
        this.timestamp = timestamp;
        this.settings = settings;
    }

    public Result check(Submission submission) {
        var reasons = new ArrayList<String>();
        if (!submission.hidden().honeypot().isEmpty()) {
            reasons.add("honeypot");
        }
        timestamp.suspicion(submission.form(), submission.hidden().timestamp()).ifPresent(reasons::add);
        if (links(submission.value("message")) > settings.links() || links(submission.value("name")) > 0) {
            reasons.add("links");
        }
        return new Result(verdict(reasons), List.copyOf(reasons));
    }

    private static Verdict verdict(List<String> reasons) {
        return switch (reasons.size()) {
            case 0 -> Verdict.CLEAR;
            case 1 -> Verdict.SUSPECT;
            default -> Verdict.SPAM;
        };
    }

    private static long links(String text) {
        return LINK.matcher(text).results().count();
    }
}
