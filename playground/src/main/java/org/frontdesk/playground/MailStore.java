package org.frontdesk.playground;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The latest mails in memory, newest first: at most 10,000 and 64 MiB. Older ones are dropped. */
final class MailStore {
    private static final int MOST = 10_000;
    private static final long MOST_BYTES = 64L << 20;

    private final Deque<Mail> mails = new ArrayDeque<>();
    private long bytes;

    synchronized void add(Mail mail) {
        mails.addFirst(mail);
        bytes += mail.raw().length;
        while (mails.size() > MOST || bytes > MOST_BYTES && mails.size() > 1) {
            bytes -= mails.removeLast().raw().length;
        }
    }

    synchronized List<Mail> all() {
        return List.copyOf(mails);
    }

    synchronized Optional<Mail> find(String id) {
        return mails.stream().filter(mail -> mail.id().equals(id)).findFirst();
    }

    synchronized void delete(Collection<String> ids) {
        mails.removeIf(mail -> ids.contains(mail.id()));
        bytes = mails.stream().mapToLong(mail -> mail.raw().length).sum();
    }

    synchronized void deleteAll() {
        mails.clear();
        bytes = 0;
    }
}
