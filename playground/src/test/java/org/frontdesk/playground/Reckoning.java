package org.frontdesk.playground;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.frontdesk.playground.Drill.Mail;
import org.frontdesk.playground.FlakyRelay.Taking;

/** Compares what visitors were told, what the database has and what the relay accepted. */
record Reckoning(Collection<String> confirmed, List<Mail> mails, Map<UUID, List<Taking>> book) {

    static Reckoning of(Crowd crowd, Drill drill) {
        return new Reckoning(crowd.confirmed(), drill.mails(),
                drill.relay().book().stream().collect(Collectors.groupingBy(Taking::mail)));
    }

    /** Confirmed inquiries with a mail that neither the relay accepted nor an operator can see. */
    Set<String> lost() {
        var lost = new HashSet<>(confirmed);
        mails.stream().collect(Collectors.groupingBy(Mail::reference)).forEach((reference, owed) -> {
            var kinds = owed.stream().map(Mail::kind).toList();
            if (kinds.contains("alert") && kinds.contains("reply") && owed.stream().allMatch(this::isAccountedFor)) {
                lost.remove(reference);
            }
        });
        return lost;
    }

    private boolean isAccountedFor(Mail mail) {
        return switch (mail.state()) {
            case "sent" -> book.containsKey(mail.id());
            case "dead", "withheld" -> true;
            default -> false;
        };
    }

    long inState(String state) {
        return mails.stream().filter(mail -> mail.state().equals(state)).count();
    }

    long ofKind(String kind) {
        return mails.stream().filter(mail -> mail.kind().equals(kind)).count();
    }

    /** The number of duplicate mails that the relay accepted. */
    long doubled() {
        return mails.stream().mapToLong(mail -> times(mail) - 1).filter(more -> more > 0).sum();
    }

    /** Duplicates after a connection that was lost after the final dot; before the others an instance or its lease ended. */
    long doubledAsNobodyWasTold() {
        return book.values().stream().flatMap(times -> times.stream().limit(times.size() - 1L))
                .filter(before -> !before.told()).count();
    }

    /** Mails with more duplicates than the service counted as possible. */
    List<Mail> unexplained() {
        return mails.stream().filter(mail -> times(mail) - 1 > mail.doubtful()).toList();
    }

    private int times(Mail mail) {
        return book.getOrDefault(mail.id(), List.of()).size();
    }

    /** Attempts that the service counted as possible duplicates. */
    long possiblyDoubled() {
        return mails.stream().mapToLong(Mail::doubtful).sum();
    }
}
