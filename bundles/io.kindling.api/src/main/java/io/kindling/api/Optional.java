package io.kindling.api;

import java.io.Serializable;
import java.util.NoSuchElementException;
import java.util.Objects;

/**
 * A value that may not be there, for the sides of outer joins. Unlike {@link java.util.Optional} it is serialisable. Immutable.
 *
 * @param <T> the value's type
 */
public final class Optional<T> implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final Optional<?> EMPTY = new Optional<>(null);

    private final T value;

    private Optional(final T value) {
        this.value = value;
    }

    /** No value. */
    @SuppressWarnings("unchecked")
    public static <T> Optional<T> empty() {
        return (Optional<T>) EMPTY;
    }

    /** The same as {@link #empty()}, by the other name that Spark's users know. */
    public static <T> Optional<T> absent() {
        return empty();
    }

    /** A value, which must not be null. */
    public static <T> Optional<T> of(final T value) {
        return new Optional<>(Objects.requireNonNull(value, "the value of Optional.of is null"));
    }

    /** A value, or none if it is null. */
    public static <T> Optional<T> ofNullable(final T value) {
        return value == null ? empty() : of(value);
    }

    /** The same as {@link #ofNullable}, by the other name that Spark's users know. */
    public static <T> Optional<T> fromNullable(final T value) {
        return ofNullable(value);
    }

    /** Whether there is a value. */
    public boolean isPresent() {
        return value != null;
    }

    /** Whether there is no value. */
    public boolean isEmpty() {
        return value == null;
    }

    /**
     * The value.
     *
     * @throws NoSuchElementException if there is none
     */
    public T get() {
        if (value == null) {
            throw new NoSuchElementException("there is no value: ask isPresent() first, or use orElse()");
        }
        return value;
    }

    /** The value, or another one. */
    public T orElse(final T other) {
        return value == null ? other : value;
    }

    /** The value, or another one. */
    public T or(final T other) {
        return orElse(other);
    }

    /** The value, or null. */
    public T orNull() {
        return value;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Optional<?> that && Objects.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(value);
    }

    @Override
    public String toString() {
        return value == null ? "Optional.empty" : "Optional[" + value + "]";
    }
}
