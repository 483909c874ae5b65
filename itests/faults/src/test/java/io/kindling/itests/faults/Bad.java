package io.kindling.itests.faults;

import java.io.IOException;
import java.io.Serializable;
import java.util.concurrent.ThreadLocalRandom;

/** Classes of applications that do what they should not. */
final class Bad {

    private Bad() {
    }

    /** Cannot be told of. */
    static final class Unspeakable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }
    }

    /** Holds what cannot travel. */
    static final class Heavy extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Object lock = new Object();
        private final Object held = new Object();

        Heavy(final String message) {
            super(message);
        }

        @Override
        public String toString() {
            return super.toString() + (lock == held ? "!" : "");
        }
    }

    /** Cannot be made. */
    static final class Unmade {

        static final int NUMBER = number();

        private Unmade() {
        }

        private static int number() {
            throw new IllegalStateException("not in this process");
        }
    }

    /** A key that changes its mind. */
    static final class Fickle implements Serializable, Comparable<Fickle> {

        private static final long serialVersionUID = 1L;

        private final int number;

        Fickle(final int number) {
            this.number = number;
        }

        @Override
        public boolean equals(final Object other) {
            return ThreadLocalRandom.current().nextBoolean() && other instanceof Fickle that && number == that.number;
        }

        @Override
        public int hashCode() {
            return ThreadLocalRandom.current().nextInt();
        }

        @Override
        public int compareTo(final Fickle other) {
            return ThreadLocalRandom.current().nextInt(3) - 1;
        }
    }

    /** A key that throws when it is compared. */
    static final class Angry implements Serializable, Comparable<Angry> {

        private static final long serialVersionUID = 1L;

        private final int number;

        Angry(final int number) {
            this.number = number;
        }

        @Override
        public boolean equals(final Object other) {
            throw new UnsupportedOperationException("equals of " + number);
        }

        @Override
        public int hashCode() {
            return 7;
        }

        @Override
        public int compareTo(final Angry other) {
            throw new UnsupportedOperationException("compareTo of " + number);
        }
    }

    /** A chain as long as one likes. */
    static final class Link implements Serializable {

        private static final long serialVersionUID = 1L;

        private final Link next;

        Link(final Link next) {
            this.next = next;
        }

        static Link chain(final int length) {
            Link last = null;
            for (int i = 0; i < length; i++) {
                last = new Link(last);
            }
            return last;
        }

        int length() {
            int length = 1;
            for (Link each = next; each != null; each = each.next) {
                length++;
            }
            return length;
        }
    }

    static int deep(final int depth) {
        return depth < 0 ? 0 : 1 + deep(depth + 1);
    }

    static RuntimeException circular() {
        final RuntimeException first = new IllegalStateException("first");
        final RuntimeException second = new IllegalStateException("second", first);
        first.initCause(second);
        return first;
    }

    static Object checked() throws IOException {
        throw new IOException("the disk is sad");
    }
}
