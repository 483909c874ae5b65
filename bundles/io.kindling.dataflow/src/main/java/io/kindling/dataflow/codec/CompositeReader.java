package io.kindling.dataflow.codec;

import io.kindling.api.Optional;
import io.kindling.api.Tuple2;
import io.kindling.api.Tuple3;
import io.kindling.api.Tuple4;
import io.kindling.dataflow.RecordCodecException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads what {@link CompositeWriter} wrote. Used by one thread. */
final class CompositeReader {

    private static final int MOST_KEPT = 1 << 12;

    private final ByteSource in;
    /** Of the open batch. */
    ClassTable classes;
    private Object[] met = new Object[8];
    private int count;
    private int depth;

    CompositeReader(final ByteSource in) {
        this.in = in;
    }

    /** A record begins. */
    void begin() {
        if (count > 0) {
            if (met.length > MOST_KEPT) {
                met = new Object[8];
            } else {
                Arrays.fill(met, 0, count, null);
            }
            count = 0;
        }
        depth = 0;
    }

    private int reserve() {
        if (count == met.length) {
            met = Arrays.copyOf(met, 2 * count);
        }
        return count++;
    }

    private <T> T keep(final int index, final T value) {
        met[index] = value;
        return value;
    }

    private Object any() {
        return readAny(in.int8());
    }

    /** Reads a value whose kind has been read. */
    Object readAny(final byte kind) {
        if (kind == Kind.NULL) {
            return null;
        }
        if (kind == Kind.REFERENCE) {
            final int index = in.varint();
            if (index < 0 || index >= count || met[index] == null) {
                throw ByteSource.malformed("nothing is there to refer to");
            }
            return met[index];
        }
        if (kind >= Kind.FIRST_SHARED && kind < Kind.FIRST_COMPOSITE) {
            return keep(reserve(), read(kind));
        }
        return read(kind);
    }

    /** Reads a value that is not preceded by its kind. */
    Object read(final byte kind) {
        if (kind < Kind.FIRST_COMPOSITE) {
            return simple(kind);
        }
        if (++depth > Kind.DEEPEST) {
            throw ByteSource.malformed("values are nested too deeply");
        }
        final int index = reserve();
        final Object value = contents(kind, index);
        met[index] = value;
        depth--;
        return value;
    }

    private Object simple(final byte kind) {
        if (kind == Kind.ENUM) {
            return classes.get(in.varint(), kind).constant(in.varint());
        } else if (kind < Kind.FIRST_SHARED) {
            return LeafCodec.read(kind, in);
        }
        return kind == Kind.DATE ? new Date(in.int64()) : ArrayCodec.read(kind, in);
    }

    @SuppressWarnings("unchecked")
    private Object contents(final byte kind, final int index) {
        switch (kind) {
            case Kind.OBJECTS:
                return fill(keep(index, new Object[in.length(1)]));
            case Kind.TYPED_ARRAY:
                final Layout array = classes.get(in.varint(), kind);
                return fill(keep(index, CompositeWriter.newArray(array.type, in.length(1))));
            case Kind.ARRAY_LIST:
                final int size = in.length(1);
                return add(keep(index, new ArrayList<>(size)), size);
            case Kind.FIXED_LIST:
                final Object[] elements = new Object[in.length(1)];
                final List<Object> fixed = keep(index, Arrays.asList(elements));
                fill(elements);
                return fixed;
            case Kind.LIST_OF:
                return List.of(fill(new Object[in.length(1)]));
            case Kind.LIST_OF_STREAM:
                return Arrays.stream(fill(new Object[in.length(1)])).toList();
            case Kind.SET_OF:
                return Set.of(fill(new Object[in.length(1)]));
            case Kind.LINKED_LIST:
                return add(keep(index, new LinkedList<>()), in.length(1));
            case Kind.ARRAY_DEQUE:
                return add(keep(index, new ArrayDeque<>()), in.length(1));
            case Kind.HASH_SET:
                final int members = in.length(1);
                return add(keep(index, new HashSet<>(capacity(members))), members);
            case Kind.LINKED_HASH_SET:
                final int inOrder = in.length(1);
                return add(keep(index, new LinkedHashSet<>(capacity(inOrder))), inOrder);
            case Kind.TREE_SET:
                return add(new TreeSet<>((Comparator<Object>) any()), in.length(1));
            case Kind.HASH_MAP:
                final int entries = in.length(2);
                return put(keep(index, new HashMap<>(capacity(entries))), entries);
            case Kind.LINKED_HASH_MAP:
                final int linked = in.length(2);
                return put(keep(index, new LinkedHashMap<>(capacity(linked))), linked);
            case Kind.TREE_MAP:
                return put(new TreeMap<>((Comparator<Object>) any()), in.length(2));
            case Kind.MAP_OF:
                final int given = in.length(2);
                return Map.copyOf(put(new HashMap<>(capacity(given)), given));
            case Kind.SINGLETON_LIST:
                return Collections.singletonList(one(fill(new Object[in.length(1)])));
            case Kind.SINGLETON_SET:
                return Collections.singleton(one(fill(new Object[in.length(1)])));
            case Kind.SINGLETON_MAP:
                final Map.Entry<?, ?> entry = (Map.Entry<?, ?>) one(put(new HashMap<>(), in.length(2)).entrySet().toArray());
                return Collections.singletonMap(entry.getKey(), entry.getValue());
            case Kind.UNMODIFIABLE_LIST:
                final int kept = in.length(1);
                return Collections.unmodifiableList((List<?>) add(new ArrayList<>(kept), kept));
            case Kind.OPTIONAL:
                return Optional.ofNullable(any());
            case Kind.RECORD:
                return record();
            case Kind.BEAN:
                return bean(index);
            case Kind.TUPLE2:
                return new Tuple2<>(any(), any());
            case Kind.TUPLE3:
                return new Tuple3<>(any(), any(), any());
            case Kind.TUPLE4:
                return new Tuple4<>(any(), any(), any(), any());
            default:
                throw ByteSource.malformed("no value is of the kind " + kind);
        }
    }

    private static Object one(final Object[] elements) {
        if (elements.length != 1) {
            throw ByteSource.malformed("one value is needed, " + elements.length + " are there");
        }
        return elements[0];
    }

    private static int capacity(final int entries) {
        return (int) Math.min(1 << 30, entries / 3L * 4 + 4);
    }

    private Object[] fill(final Object[] array) {
        for (int i = 0; i < array.length; i++) {
            array[i] = any();
        }
        return array;
    }

    private Collection<Object> add(final Collection<Object> target, final int size) {
        for (int i = 0; i < size; i++) {
            target.add(any());
        }
        return target;
    }

    private Map<Object, Object> put(final Map<Object, Object> target, final int size) {
        for (int i = 0; i < size; i++) {
            final Object key = any();
            target.put(key, any());
        }
        return target;
    }

    private Object record() {
        final Layout layout = classes.get(in.varint(), Kind.RECORD);
        final Object[] components = new Object[layout.fields.length];
        for (int i = 0; i < components.length; i++) {
            components[i] = component(layout.fields[i].kind);
        }
        try {
            return layout.makeRecord(components);
        } catch (final RuntimeException | Error e) {
            throw e;
        } catch (final Throwable e) {
            throw new RecordCodecException("A record of " + layout.type.getName() + " cannot be made again: " + e, e);
        }
    }

    private Object component(final byte kind) {
        return switch (kind) {
            case Kind.STRING -> in.nullableString();
            case Kind.ANY -> any();
            default -> LeafCodec.read(kind, in);
        };
    }

    private Object bean(final int index) {
        final Layout layout = classes.get(in.varint(), Kind.BEAN);
        try {
            final Object bean = keep(index, layout.makeEmpty());
            for (final FieldSlot slot : layout.fields) {
                field(slot, bean);
            }
            return bean;
        } catch (final ReflectiveOperationException e) {
            throw new RecordCodecException("An object of " + layout.type.getName() + " cannot be made again: " + e, e);
        }
    }

    private void field(final FieldSlot slot, final Object bean) throws IllegalAccessException {
        switch (slot.kind) {
            case Kind.INTEGER -> {
                final int zigzag = in.varint();
                slot.field.setInt(bean, zigzag >>> 1 ^ -(zigzag & 1));
            }
            case Kind.LONG -> slot.field.setLong(bean, in.compactLong());
            case Kind.DOUBLE -> slot.field.setDouble(bean, Double.longBitsToDouble(in.int64()));
            case Kind.FLOAT -> slot.field.setFloat(bean, Float.intBitsToFloat(in.int32()));
            case Kind.SHORT -> slot.field.setShort(bean, in.int16());
            case Kind.BYTE -> slot.field.setByte(bean, in.int8());
            case Kind.BOOLEAN -> slot.field.setBoolean(bean, in.int8() != 0);
            case Kind.CHARACTER -> slot.field.setChar(bean, (char) in.int16());
            case Kind.STRING -> slot.field.set(bean, in.nullableString());
            default -> slot.field.set(bean, any());
        }
    }
}
