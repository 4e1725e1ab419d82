package org.frontdesk.inquiry.publishing;

import java.time.Instant;
import java.util.UUID;

import org.frontdesk.inquiry.language.LanguageChoice;
import org.frontdesk.inquiry.spam.SpamCheck;
import org.frontdesk.inquiry.submission.Submission;

/**
 * A valid submission with everything that is published about it.
 *
 * @param client keyed hash of the client's address
 */
public record Inquiry(UUID id, Instant submittedAt, Submission submission, String topic, LanguageChoice language,
        SpamCheck.Result spam, String client, String contentHash, boolean canary) {}
