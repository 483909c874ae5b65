package io.kindling.dataflow.codec;

import io.kindling.api.Tuple2;
import io.kindling.api.Tuple3;
import io.kindling.api.Tuple4;

/** The kinds of the values in every record of a batch; a tree, for tuples nest. */
final class Shape {

    private static final int DEEPEST = 4;
    private static final Shape[] NO_PARTS = {};
    private static final Shape ANYTHING = new Shape(Kind.ANY, NO_PARTS);
    private static final int JAVA = 1 << 16;
    private static final int OTHER = -1;

    final byte kind;
    final Shape[] parts;
    /** The first two parts of a tuple, where it matters how fast they are had; null if there are none. */
    final Shape left;
    final Shape right;
    /** Whether some value goes through an object stream, from which nothing can be taken back. */
    final boolean irrevocable;
    /** Whether values may name classes. */
    final boolean naming;

    private Shape(final byte kind, final Shape[] parts) {
        this.kind = kind;
        this.parts = parts;
        this.left = parts.length == 0 ? null : parts[0];
        this.right = parts.length == 0 ? null : parts[1];
        boolean takesNothingBack = kind >= Kind.OBJECT;
        boolean names = kind == Kind.ENUM || kind == Kind.ANY || kind >= Kind.FIRST_COMPOSITE && kind < Kind.FOREIGN && !Kind.isTuple(kind);
        for (final Shape part : parts) {
            takesNothingBack |= part.irrevocable;
            names |= part.naming;
        }
        irrevocable = takesNothingBack;
        naming = names;
    }

    static Shape leaf(final byte kind) {
        return kind == Kind.ANY ? ANYTHING : new Shape(kind, NO_PARTS);
    }

    static Shape tuple(final Shape... parts) {
        return new Shape((byte) (Kind.TUPLE2 + parts.length - 2), parts);
    }

    /** The exact shape of a record. */
    static Shape of(final Object value, final Kinds kinds) {
        return whole(of(value, kinds, 0), value, kinds);
    }

    static Shape ofPair(final Object key, final Object value, final Kinds kinds) {
        final Shape shape = tuple(of(key, kinds, 1), of(value, kinds, 1));
        return shape.irrevocable && !shape.matchesPair(key, value, kinds) ? leaf(Kind.OBJECT) : shape;
    }

    private static Shape whole(final Shape shape, final Object value, final Kinds kinds) {
        return shape.irrevocable && !shape.matches(value, kinds) ? leaf(Kind.OBJECT) : shape;
    }

    private static Shape of(final Object value, final Kinds kinds, final int depth) {
        final byte kind = kinds.of(value);
        if (!Kind.isTuple(kind)) {
            return leaf(kind);
        }
        if (depth == DEEPEST) {
            return ANYTHING;
        }
        if (value instanceof Tuple2<?, ?> tuple) {
            return tuple(of(tuple._1, kinds, depth + 1), of(tuple._2, kinds, depth + 1));
        } else if (value instanceof Tuple3<?, ?, ?> tuple) {
            return tuple(of(tuple._1, kinds, depth + 1), of(tuple._2, kinds, depth + 1), of(tuple._3, kinds, depth + 1));
        }
        final Tuple4<?, ?, ?, ?> tuple = (Tuple4<?, ?, ?, ?>) value;
        return tuple(of(tuple._1, kinds, depth + 1), of(tuple._2, kinds, depth + 1), of(tuple._3, kinds, depth + 1), of(tuple._4, kinds, depth + 1));
    }

    /** A shape for records of both. */
    Shape widen(final Shape other) {
        if (kind != other.kind) {
            return ANYTHING;
        }
        if (parts.length == 0) {
            return this;
        }
        final Shape[] wider = new Shape[parts.length];
        for (int i = 0; i < wider.length; i++) {
            wider[i] = parts[i].widen(other.parts[i]);
        }
        return new Shape(kind, wider);
    }

    /**
     * Whether a record can be written in this shape. Not if one of its parts goes through Java's serialisation and another one
     * may hold something in common with it: that is kept only within one stream.
     */
    boolean matches(final Object value, final Kinds kinds) {
        return fits(weigh(value, kinds));
    }

    boolean matchesPair(final Object key, final Object value, final Kinds kinds) {
        return fits(sum(parts[0].weigh(key, kinds), parts[1].weigh(value, kinds)));
    }

    private static boolean fits(final int weight) {
        return weight >= 0 && (weight < JAVA || (weight & JAVA - 1) < 2);
    }

    private static int sum(final int one, final int other) {
        return one < 0 || other < 0 ? OTHER : one + other;
    }

    /** How many values have an identity, and how many times {@link #JAVA} of them go through its serialisation; {@link #OTHER} if the shape is another. */
    private int weigh(final Object value, final Kinds kinds) {
        if (kind == Kind.TUPLE2) {
            return value instanceof Tuple2<?, ?> tuple ? sum(parts[0].weigh(tuple._1, kinds), parts[1].weigh(tuple._2, kinds)) : OTHER;
        } else if (kind == Kind.TUPLE3) {
            return value instanceof Tuple3<?, ?, ?> tuple
                    ? sum(parts[0].weigh(tuple._1, kinds), sum(parts[1].weigh(tuple._2, kinds), parts[2].weigh(tuple._3, kinds))) : OTHER;
        } else if (kind == Kind.TUPLE4) {
            return value instanceof Tuple4<?, ?, ?, ?> tuple ? sum(sum(parts[0].weigh(tuple._1, kinds), parts[1].weigh(tuple._2, kinds)),
                    sum(parts[2].weigh(tuple._3, kinds), parts[3].weigh(tuple._4, kinds))) : OTHER;
        }
        final byte actual = kinds.of(value);
        if (kind != Kind.ANY && actual != kind) {
            return OTHER;
        }
        if (actual < Kind.FIRST_SHARED || actual == Kind.FOREIGN) {
            return 0;
        }
        return actual == Kind.OBJECT ? JAVA + 1 : 1;
    }

    void write(final ByteSink out) {
        out.ensure(1);
        out.putByte(kind);
        for (final Shape part : parts) {
            part.write(out);
        }
    }

    static Shape read(final ByteSource in, final int depth) {
        final byte kind = in.int8();
        if (Kind.isTuple(kind)) {
            if (depth > 8) {
                throw ByteSource.malformed("a shape is too deep");
            }
            final Shape[] parts = new Shape[Kind.parts(kind)];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = read(in, depth + 1);
            }
            return new Shape(kind, parts);
        }
        if (kind < 0 || kind > Kind.ANY || kind == Kind.REFERENCE) {
            throw ByteSource.malformed("no value is of the kind " + kind);
        }
        return leaf(kind);
    }
}
