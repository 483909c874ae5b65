package io.kindling.dataflow.codec;

import io.kindling.api.Tuple2;

/** The kinds of the values in every record of a batch; a tree, for tuples nest. */
final class Shape {

    private static final int DEEPEST = 4;
    private static final Shape ANYTHING = new Shape(Kind.ANY, null, null);

    final byte kind;
    final Shape left;
    final Shape right;
    /** Whether some value goes through the object stream, from which nothing can be taken back. */
    final boolean irrevocable;

    private Shape(final byte kind, final Shape left, final Shape right) {
        this.kind = kind;
        this.left = left;
        this.right = right;
        this.irrevocable = kind == Kind.TUPLE2 ? left.irrevocable || right.irrevocable : kind >= Kind.OBJECTS;
    }

    static Shape leaf(final byte kind) {
        return kind == Kind.ANY ? ANYTHING : new Shape(kind, null, null);
    }

    static Shape pair(final Shape left, final Shape right) {
        return new Shape(Kind.TUPLE2, left, right);
    }

    /** The exact shape of a record. */
    static Shape of(final Object value) {
        return of(value, 0);
    }

    static Shape ofPair(final Object key, final Object value) {
        return pair(of(key, 1), of(value, 1));
    }

    private static Shape of(final Object value, final int depth) {
        final byte kind = Kind.of(value, 0);
        if (kind != Kind.TUPLE2) {
            return leaf(kind);
        }
        final Tuple2<?, ?> tuple = (Tuple2<?, ?>) value;
        return depth == DEEPEST ? ANYTHING : pair(of(tuple._1, depth + 1), of(tuple._2, depth + 1));
    }

    /** A shape for records of both. */
    Shape widen(final Shape other) {
        if (kind == Kind.TUPLE2 && other.kind == Kind.TUPLE2) {
            return pair(left.widen(other.left), right.widen(other.right));
        }
        return kind == other.kind ? this : ANYTHING;
    }

    /** Whether a record has this shape. */
    boolean matches(final Object value) {
        if (kind == Kind.ANY) {
            return true;
        }
        if (kind == Kind.TUPLE2) {
            return value instanceof Tuple2<?, ?> tuple && left.matches(tuple._1) && right.matches(tuple._2);
        }
        return Kind.of(value, 0) == kind;
    }

    void write(final ByteSink out) {
        out.ensure(1);
        out.putByte(kind);
        if (kind == Kind.TUPLE2) {
            left.write(out);
            right.write(out);
        }
    }
}
