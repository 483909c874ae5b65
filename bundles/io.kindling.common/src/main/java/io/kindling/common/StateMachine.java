package io.kindling.common;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * A transition table: which state may follow which. States without a way out are terminal and absorb: a
 * transition out of one is ignored, since late news about something that has ended is no error.
 *
 * @param <S> the states
 */
public final class StateMachine<S extends Enum<S>> {

    private final String subject;
    private final Map<S, Set<S>> table;

    private StateMachine(final String subject, final Map<S, Set<S>> table) {
        this.subject = subject;
        this.table = table;
    }

    /** Begins a table for things called {@code subject}, e.g. "task". */
    public static <S extends Enum<S>> Builder<S> of(final String subject, final Class<S> states) {
        return new Builder<>(subject, states);
    }

    /** Whether nothing follows this state. */
    public boolean isTerminal(final S state) {
        return table.get(state).isEmpty();
    }

    /**
     * The state after a wish to go {@code from} one state {@code to} another.
     *
     * @return {@code to}, or {@code from} if that is terminal
     * @throws IllegalStateException if the table has no such transition; names the id and both states
     */
    public S next(final Object id, final S from, final S to) {
        final Set<S> allowed = table.get(from);
        if (allowed.isEmpty()) {
            return from;
        }
        if (!allowed.contains(to)) {
            throw new IllegalStateException(
                    "The " + subject + " " + id + " cannot go from " + from + " to " + to + "; allowed: " + allowed);
        }
        return to;
    }

    /** Collects the transitions. */
    public static final class Builder<S extends Enum<S>> {

        private final String subject;
        private final Map<S, Set<S>> table;

        private Builder(final String subject, final Class<S> states) {
            this.subject = subject;
            table = new EnumMap<>(states);
            for (final S state : states.getEnumConstants()) {
                table.put(state, EnumSet.noneOf(states));
            }
        }

        /** Allows one transition; the reason is for the reader of the table. */
        public Builder<S> allow(final S from, final S to, final String reason) {
            table.get(from).add(to);
            return this;
        }

        /** The finished table. */
        public StateMachine<S> build() {
            return new StateMachine<>(subject, new EnumMap<>(table));
        }
    }
}
