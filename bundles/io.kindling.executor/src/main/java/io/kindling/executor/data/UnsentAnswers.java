package io.kindling.executor.data;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The bytes of answers that wait to be sent, over all askers: memory that no budget of tasks accounts for. Thread-safe. There may be one
 * answer of each thread that makes them too many, since nobody knows how long one is before it is made.
 *
 * <p>An asker that takes nothing keeps its share for as long as its connection lives. So that a few of them stop nobody else, whoever has
 * no answer on the way may have one up to twice the mark.
 */
final class UnsentAnswers {

    private final long mark;
    private final Set<Share> refused = new LinkedHashSet<>();
    private long bytes;

    /** @param mark from how many bytes on there are enough */
    UnsentAnswers(final long mark) {
        this.mark = mark;
    }

    /** Those that may go on; called without the lock, since they do what they like. */
    private synchronized List<Share> admitted() {
        final List<Share> all = new ArrayList<>();
        refused.removeIf(share -> share.hasRoom() && all.add(share));
        return all;
    }

    /** What is on the way to one asker. */
    final class Share {

        private final Runnable resume;
        private long own;
        private boolean closed;

        /** @param resume called, on any thread, when it is admitted again after it was not; must not block */
        Share(final Runnable resume) {
            this.resume = resume;
        }

        /** Whether an answer may be made now. If not, the share is resumed when one may, unless the asker has gone. */
        boolean isAdmitted() {
            synchronized (UnsentAnswers.this) {
                final boolean admitted = !closed && hasRoom();
                if (!admitted && !closed) {
                    refused.add(this);
                }
                return admitted;
            }
        }

        private boolean hasRoom() {
            return bytes < mark || own == 0 && bytes < 2 * mark;
        }

        /** An answer has been made. */
        void add(final long length) {
            synchronized (UnsentAnswers.this) {
                own += length;
                bytes += length;
            }
        }

        /** An answer has left, or never will. */
        void remove(final long length) {
            synchronized (UnsentAnswers.this) {
                own -= length;
                bytes -= length;
            }
            admitted().forEach(share -> share.resume.run());
        }

        /** The asker has gone. What is on the way to it is still to be removed. */
        void close() {
            synchronized (UnsentAnswers.this) {
                closed = true;
                refused.remove(this);
            }
        }
    }
}
