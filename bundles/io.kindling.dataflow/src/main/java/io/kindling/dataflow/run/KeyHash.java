package io.kindling.dataflow.run;

import io.kindling.api.Optional;
import io.kindling.api.Tuple2;
import io.kindling.api.Tuple3;
import io.kindling.api.Tuple4;
import io.kindling.dataflow.aggregate.KeyHashing;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Hash codes of keys that are the same in every process, and a refusal of keys that cannot have one; 0 for null. Used by one thread.
 */
final class KeyHash implements KeyHashing {

    private final Set<Class<?>> accepted = new HashSet<>();
    private final Map<Class<?>, RecordHash> records = new HashMap<>();
    private Class<?> last;

    @Override
    public int of(final Object key) {
        if (key == null) {
            return 0;
        }
        final Class<?> type = key.getClass();
        if (type == last) {
            return key.hashCode();
        }
        return ofAnother(key, type);
    }

    private int ofAnother(final Object key, final Class<?> type) {
        if (key instanceof Enum<?> constant) {
            // The hash code of an enum's constant is another one in each process.
            return constant.name().hashCode();
        }
        if (key instanceof Tuple2<?, ?> tuple) {
            return 31 * of(tuple._1) + of(tuple._2);
        }
        if (key instanceof Tuple3<?, ?, ?> tuple) {
            return 31 * (31 * of(tuple._1) + of(tuple._2)) + of(tuple._3);
        }
        if (key instanceof Tuple4<?, ?, ?, ?> tuple) {
            return of(Arrays.asList(tuple._1, tuple._2, tuple._3, tuple._4));
        }
        if (key instanceof Optional<?> optional) {
            return of(optional.orNull());
        }
        if (key instanceof List<?> list) {
            int hash = 1;
            for (final Object element : list) {
                hash = 31 * hash + of(element);
            }
            return hash;
        }
        if (key instanceof Set<?> set) {
            int hash = 0;
            for (final Object element : set) {
                hash += of(element);
            }
            return hash;
        }
        if (key instanceof Map<?, ?> map) {
            int hash = 0;
            for (final Map.Entry<?, ?> entry : map.entrySet()) {
                hash += of(entry.getKey()) ^ of(entry.getValue());
            }
            return hash;
        }
        if (type.isRecord()) {
            final RecordHash record = records.computeIfAbsent(type, RecordHash::new);
            last = record.isOwn() ? type : last;
            return record.of(key, this);
        }
        if (!accepted.contains(type)) {
            check(type);
            accepted.add(type);
        }
        last = type;
        return key.hashCode();
    }

    private static void check(final Class<?> type) {
        if (type.isArray()) {
            throw new IllegalArgumentException("Arrays cannot be keys (" + type.getSimpleName()
                    + "): equal contents do not make them equal. Make a String or a List of it, e.g. Arrays.asList");
        }
        final Class<?> owner;
        try {
            owner = type.getMethod("hashCode").getDeclaringClass();
        } catch (final NoSuchMethodException e) {
            throw new IllegalStateException(type.getName() + " has no hashCode()", e);
        }
        if (owner == Object.class) {
            throw new IllegalArgumentException(type.getName() + " cannot be a key: it has no hashCode() of its own, so that equal"
                    + " keys would be different in each process. Give it equals() and hashCode(), or make it a record");
        }
    }
}
