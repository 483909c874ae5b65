package io.kindling.dataflow.codec;

import io.kindling.api.Optional;
import io.kindling.api.Tuple2;
import io.kindling.api.Tuple3;
import io.kindling.api.Tuple4;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
import java.util.UUID;

/** Tells the kinds of values. Used by one thread. */
final class Kinds {

    /** Classes of the JDK and the API only, so no application's loader hangs on it. */
    private static final Map<Class<?>, Byte> KNOWN = known();

    private final Layouts layouts;
    private Class<?> last;
    private Layout lastLayout;

    Kinds(final Layouts layouts) {
        this.layouts = layouts;
    }

    private static Map<Class<?>, Byte> known() {
        final Map<Class<?>, Byte> kinds = new HashMap<>();
        kinds.put(Float.class, Kind.FLOAT);
        kinds.put(Short.class, Kind.SHORT);
        kinds.put(Byte.class, Kind.BYTE);
        kinds.put(Boolean.class, Kind.BOOLEAN);
        kinds.put(Character.class, Kind.CHARACTER);
        kinds.put(BigInteger.class, Kind.BIG_INTEGER);
        kinds.put(BigDecimal.class, Kind.BIG_DECIMAL);
        kinds.put(UUID.class, Kind.UUID);
        kinds.put(LocalDate.class, Kind.LOCAL_DATE);
        kinds.put(Instant.class, Kind.INSTANT);
        kinds.put(Duration.class, Kind.DURATION);
        kinds.put(LocalDateTime.class, Kind.LOCAL_DATE_TIME);
        TimeCodec.classes().forEach(type -> kinds.put(type, Kind.TIME));
        kinds.put(byte[].class, Kind.BYTES);
        kinds.put(long[].class, Kind.LONGS);
        kinds.put(int[].class, Kind.INTS);
        kinds.put(double[].class, Kind.DOUBLES);
        kinds.put(float[].class, Kind.FLOATS);
        kinds.put(short[].class, Kind.SHORTS);
        kinds.put(boolean[].class, Kind.BOOLEANS);
        kinds.put(char[].class, Kind.CHARS);
        kinds.put(String[].class, Kind.STRINGS);
        kinds.put(Date.class, Kind.DATE);
        kinds.put(Object[].class, Kind.OBJECTS);
        kinds.put(ArrayList.class, Kind.ARRAY_LIST);
        kinds.put(Arrays.asList().getClass(), Kind.FIXED_LIST);
        kinds.put(List.of(1).getClass(), Kind.LIST_OF);
        kinds.put(List.of(1, 2, 3).getClass(), Kind.LIST_OF_STREAM);
        kinds.put(LinkedList.class, Kind.LINKED_LIST);
        kinds.put(ArrayDeque.class, Kind.ARRAY_DEQUE);
        kinds.put(HashSet.class, Kind.HASH_SET);
        kinds.put(LinkedHashSet.class, Kind.LINKED_HASH_SET);
        kinds.put(TreeSet.class, Kind.TREE_SET);
        kinds.put(Set.of(1).getClass(), Kind.SET_OF);
        kinds.put(Set.of(1, 2, 3).getClass(), Kind.SET_OF);
        kinds.put(HashMap.class, Kind.HASH_MAP);
        kinds.put(LinkedHashMap.class, Kind.LINKED_HASH_MAP);
        kinds.put(TreeMap.class, Kind.TREE_MAP);
        kinds.put(Map.of(1, 2).getClass(), Kind.MAP_OF);
        kinds.put(Map.of(1, 2, 3, 4).getClass(), Kind.MAP_OF);
        kinds.put(Collections.singletonList(1).getClass(), Kind.SINGLETON_LIST);
        kinds.put(Collections.singleton(1).getClass(), Kind.SINGLETON_SET);
        kinds.put(Collections.singletonMap(1, 1).getClass(), Kind.SINGLETON_MAP);
        kinds.put(Collections.unmodifiableList(new ArrayList<>()).getClass(), Kind.UNMODIFIABLE_LIST);
        RareCodec.classes().forEach(type -> kinds.put(type, Kind.RARE));
        kinds.put(Optional.class, Kind.OPTIONAL);
        kinds.put(Tuple3.class, Kind.TUPLE3);
        kinds.put(Tuple4.class, Kind.TUPLE4);
        return Map.copyOf(kinds);
    }

    /** The kind of a value. */
    byte of(final Object value) {
        if (value == null) {
            return Kind.NULL;
        }
        final Class<?> type = value.getClass();
        if (type == String.class) {
            return Kind.STRING;
        } else if (type == Integer.class) {
            return Kind.INTEGER;
        } else if (type == Long.class) {
            return Kind.LONG;
        } else if (type == Double.class) {
            return Kind.DOUBLE;
        } else if (type == Tuple2.class) {
            return Kind.TUPLE2;
        } else if (type == last) {
            return lastLayout.kind;
        }
        return ofRarer(type);
    }

    private byte ofRarer(final Class<?> type) {
        final Byte known = KNOWN.get(type);
        if (known != null) {
            return known >= Kind.FIRST_COMPOSITE && !Kind.isTuple(known) && layouts.isForeign() ? Kind.FOREIGN : known;
        }
        lastLayout = layouts.of(type);
        last = type;
        return lastLayout.kind;
    }

    /** The kind that a value says itself: tuples are written apart only where the shape has them. */
    byte said(final Object value) {
        final byte kind = of(value);
        return Kind.isTuple(kind) && layouts.isForeign() ? Kind.FOREIGN : kind;
    }

    /** The layout of an object's class, whose kind has one. */
    Layout layout(final Object value) {
        final Class<?> type = value.getClass();
        if (type != last) {
            lastLayout = layouts.of(type);
            last = type;
        }
        return lastLayout;
    }
}
