package io.kindling.dataflow.codec;

import io.kindling.api.Optional;
import io.kindling.api.Tuple2;
import io.kindling.api.Tuple3;
import io.kindling.api.Tuple4;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes values that may hold others. Within a record, what is reached twice is written once. Used by one thread.
 */
final class CompositeWriter {

    private final ByteSink out;
    private final Kinds kinds;
    private final References references = new References();
    private final ClassTable classes;
    private Object root;
    private int depth;

    CompositeWriter(final ByteSink out, final Kinds kinds, final ClassTable classes) {
        this.out = out;
        this.kinds = kinds;
        this.classes = classes;
    }

    /** A record begins; null if it is a pair of which there is no tuple. */
    void begin(final Object record) {
        references.clear();
        root = record;
        depth = 0;
    }

    boolean isMet(final Object value) {
        return references.count() > 0 && references.find(value) >= 0;
    }

    private void any(final Object value) {
        writeAny(value, kinds.of(value));
    }

    /** Writes a kind and the value, or a reference to where it is already. */
    void writeAny(final Object value, final byte kind) {
        if (kind >= Kind.FOREIGN) {
            throw new Unsuitable(value.getClass().getName() + " in it goes through another serialisation");
        }
        if (kind >= Kind.FIRST_SHARED) {
            final int met = references.find(value);
            if (met >= 0) {
                refer(met, value);
                return;
            }
            if (value == root && depth > 0 && Kind.isTuple(kind)) {
                throw new Unsuitable("a tuple holds itself");
            }
        }
        out.ensure(1);
        out.putByte(kind);
        if (kind == Kind.NULL) {
            return;
        }
        if (kind >= Kind.FIRST_SHARED && kind < Kind.FIRST_COMPOSITE) {
            references.enter(value, true);
        }
        write(kind, value);
    }

    private void refer(final int met, final Object value) {
        if (!references.isReferable(met)) {
            throw new Unsuitable("an unchangeable " + value.getClass().getName() + " holds itself");
        }
        out.ensure(6);
        out.putByte(Kind.REFERENCE);
        out.putVarint(met);
    }

    /** Writes a value without its kind. */
    void write(final byte kind, final Object value) {
        if (kind < Kind.FIRST_COMPOSITE) {
            simple(kind, value);
            return;
        }
        if (++depth > Kind.DEEPEST) {
            throw BatchWriter.tooDeep(root, null);
        }
        final int index = references.enter(value, isMadeFirst(kind));
        contents(kind, value);
        references.complete(index);
        depth--;
    }

    /** Whether it exists at the other side before its contents do, so that they can refer to it. */
    private static boolean isMadeFirst(final byte kind) {
        return switch (kind) {
            case Kind.FIXED_LIST, Kind.OBJECTS, Kind.TYPED_ARRAY, Kind.ARRAY_LIST, Kind.LINKED_LIST, Kind.ARRAY_DEQUE, Kind.HASH_SET, Kind.LINKED_HASH_SET,
                    Kind.HASH_MAP, Kind.LINKED_HASH_MAP, Kind.BEAN -> true;
            default -> false;
        };
    }

    private void simple(final byte kind, final Object value) {
        if (kind == Kind.ENUM) {
            final Layout layout = kinds.layout(value);
            out.ensure(10);
            out.putVarint(classes.numberOf(layout));
            out.putVarint(((Enum<?>) value).ordinal());
        } else if (kind < Kind.FIRST_SHARED) {
            LeafCodec.write(kind, value, out);
        } else if (kind == Kind.DATE) {
            out.ensure(8);
            out.putLong(((Date) value).getTime());
        } else {
            ArrayCodec.write(kind, value, out);
        }
    }

    private void contents(final byte kind, final Object value) {
        switch (kind) {
            case Kind.OBJECTS -> all((Object[]) value);
            case Kind.TYPED_ARRAY -> {
                out.ensure(5);
                out.putVarint(classes.numberOf(kinds.layout(value)));
                all((Object[]) value);
            }
            case Kind.TREE_SET -> {
                any(((TreeSet<?>) value).comparator());
                all(((Collection<?>) value).toArray());
            }
            case Kind.TREE_MAP -> {
                any(((TreeMap<?, ?>) value).comparator());
                all((Map<?, ?>) value);
            }
            case Kind.HASH_MAP, Kind.LINKED_HASH_MAP, Kind.MAP_OF, Kind.SINGLETON_MAP -> all((Map<?, ?>) value);
            case Kind.OPTIONAL -> any(((Optional<?>) value).orNull());
            case Kind.RECORD, Kind.BEAN -> fields(value);
            case Kind.TUPLE2 -> {
                any(((Tuple2<?, ?>) value)._1);
                any(((Tuple2<?, ?>) value)._2);
            }
            case Kind.TUPLE3 -> {
                final Tuple3<?, ?, ?> tuple = (Tuple3<?, ?, ?>) value;
                any(tuple._1);
                any(tuple._2);
                any(tuple._3);
            }
            case Kind.TUPLE4 -> {
                final Tuple4<?, ?, ?, ?> tuple = (Tuple4<?, ?, ?, ?>) value;
                any(tuple._1);
                any(tuple._2);
                any(tuple._3);
                any(tuple._4);
            }
            default -> all(((Collection<?>) value).toArray());
        }
    }

    private void all(final Object[] elements) {
        out.ensure(5);
        out.putVarint(elements.length);
        for (final Object element : elements) {
            any(element);
        }
    }

    private void all(final Map<?, ?> map) {
        final Map.Entry<?, ?>[] entries = map.entrySet().toArray(new Map.Entry<?, ?>[0]);
        out.ensure(5);
        out.putVarint(entries.length);
        for (final Map.Entry<?, ?> entry : entries) {
            any(entry.getKey());
            any(entry.getValue());
        }
    }

    private void fields(final Object value) {
        final Layout layout = kinds.layout(value);
        out.ensure(5);
        out.putVarint(classes.numberOf(layout));
        try {
            for (final FieldSlot slot : layout.fields) {
                field(slot, value);
            }
        } catch (final Unsuitable e) {
            if (depth == 1) {
                layout.failed(e.getMessage());
            }
            throw e;
        } catch (final IllegalAccessException e) {
            throw new Unsuitable(e.getMessage());
        }
    }

    private void field(final FieldSlot slot, final Object value) throws IllegalAccessException {
        out.ensure(9);
        switch (slot.kind) {
            case Kind.INTEGER -> {
                final int number = slot.field.getInt(value);
                out.putVarint(number << 1 ^ number >> 31);
            }
            case Kind.LONG -> out.putCompactLong(slot.field.getLong(value));
            case Kind.DOUBLE -> out.putLong(Double.doubleToRawLongBits(slot.field.getDouble(value)));
            case Kind.FLOAT -> out.putInt(Float.floatToRawIntBits(slot.field.getFloat(value)));
            case Kind.SHORT -> out.putShort(slot.field.getShort(value));
            case Kind.BYTE -> out.putByte(slot.field.getByte(value));
            case Kind.BOOLEAN -> out.putByte(slot.field.getBoolean(value) ? 1 : 0);
            case Kind.CHARACTER -> out.putShort(slot.field.getChar(value));
            case Kind.STRING -> out.putNullableString((String) slot.field.get(value));
            default -> any(slot.field.get(value));
        }
    }

    /** For arrays whose component type is not known before: an empty one at least has it. */
    static Object[] newArray(final Class<?> arrayType, final int length) {
        return (Object[]) Array.newInstance(arrayType.getComponentType(), length);
    }
}
