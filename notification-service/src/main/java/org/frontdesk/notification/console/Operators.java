package org.frontdesk.notification.console;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.regex.Pattern;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;

/** FRONTDESK_OPERATORS: who may log in, as {@code name:bcrypt}, separated by commas or white space. */
final class Operators {
    static final int LONGEST_NAME = 64;
    private static final int LOWEST_COST = 10;
    // As printed by `htpasswd -nB -C 12`. A leaked hash with a cost below 10, such as htpasswd's default of 5, is cracked
    // too fast; above 14, one login would keep a processor busy for seconds, and a few all of them.
    private static final Pattern ENTRY = Pattern
            .compile("([A-Za-z0-9._-]{1," + LONGEST_NAME + "}):(\\$2[aby]\\$1[0-4]\\$[./A-Za-z0-9]{53})");

    private Operators() {}

    /** @throws InvalidOperators if an entry is malformed or a name is used twice; the message never quotes a hash */
    static Collection<UserDetails> of(String setting) {
        var operators = new ArrayList<UserDetails>();
        var names = new HashSet<String>();
        var entries = setting.isBlank() ? new String[0] : setting.strip().split("[\\s,]+");
        for (var entry : entries) {
            var parts = ENTRY.matcher(entry);
            if (!parts.matches() || !names.add(parts.group(1).toLowerCase(Locale.ROOT))) {
                throw new InvalidOperators(operators.size() + 1);
            }
            operators.add(User.withUsername(parts.group(1)).password(parts.group(2)).roles("OPERATOR").build());
        }
        return operators;
    }

    /** The highest cost of their hashes. */
    static int cost(Collection<UserDetails> operators) {
        return operators.stream().mapToInt(operator -> Integer.parseInt(operator.getPassword().substring(4, 6))).max()
                .orElse(LOWEST_COST);
    }

    /** FRONTDESK_OPERATORS is invalid. */
    static class InvalidOperators extends RuntimeException {
        private static final long serialVersionUID = 1;

        InvalidOperators(int entry) {
            super("FRONTDESK_OPERATORS, entry " + entry
                    + ": expected name:bcrypt, each name only once, ignoring case, with a cost of 10 to 14");
        }
    }

    /** Reports the invalid entry instead of a stack trace. */
    static class InvalidOperatorsAnalyzer extends AbstractFailureAnalyzer<Operators.InvalidOperators> {

        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, Operators.InvalidOperators cause) {
            return new FailureAnalysis(cause.getMessage(),
                    "Make an entry with `htpasswd -nB -C 12 <name>`, separate entries by commas, and start again.",
                    cause);
        }
    }
}
