package io.kindling.dataflow.codec;

import java.net.URI;
import java.util.Collections;
import java.util.List;

/** Values of the JDK that are met seldom, but often enough as fields of objects that would otherwise all take the slow way. */
final class RareCodec {

    /** Their places are in the encoded bytes. */
    private static final List<Class<?>> CLASSES = List.of(Collections.emptyList().getClass(), Collections.emptySet().getClass(),
            Collections.emptyMap().getClass(), URI.class);

    private RareCodec() {
    }

    static List<Class<?>> classes() {
        return CLASSES;
    }

    static void write(final Object value, final ByteSink out) {
        final int which = CLASSES.indexOf(value.getClass());
        out.ensure(1);
        out.putByte(which);
        if (value instanceof URI uri) {
            out.putString(uri.toString(), 0);
        }
    }

    static Object read(final ByteSource in) {
        return switch (in.int8()) {
            case 0 -> Collections.emptyList();
            case 1 -> Collections.emptySet();
            case 2 -> Collections.emptyMap();
            case 3 -> URI.create(in.string(in.varint()));
            default -> throw ByteSource.malformed("no value is of that kind");
        };
    }
}
