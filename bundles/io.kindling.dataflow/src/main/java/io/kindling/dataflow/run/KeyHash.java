package io.kindling.dataflow.run;

import io.kindling.api.Optional;
import io.kindling.api.Tuple2;
import io.kindling.api.Tuple3;
import io.kindling.api.Tuple4;
import io.kindling.api.spi.TupleHash;
import io.kindling.dataflow.aggregate.KeyHashing;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Hash codes of keys that are the same in every process, and a refusal of keys that cannot have one; 0 for null. Used by one thread.
 */
final class KeyHash implements KeyHashing {

    /** By class: finding it out costs more than the hash of most keys. */
    private final Map<Class<?>, KeyKind> kinds = new IdentityHashMap<>();
    private final Map<Class<?>, RecordHash> records = new IdentityHashMap<>();
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
        KeyKind kind = kinds.get(type);
        if (kind == null) {
            kind = KeyKind.of(key);
            kinds.put(type, kind);
        }
        return of(key, type, kind);
    }

    private int of(final Object key, final Class<?> type, final KeyKind kind) {
        return switch (kind) {
            case OWN -> {
                last = type;
                yield key.hashCode();
            }
            case ENUM -> ((Enum<?>) key).name().hashCode();
            case CLASS -> ((Class<?>) key).getName().hashCode();
            case TUPLE2 -> ofTuple((Tuple2<?, ?>) key);
            case TUPLE3 -> ofTuple((Tuple3<?, ?, ?>) key);
            case TUPLE4 -> ofTuple((Tuple4<?, ?, ?, ?>) key);
            case OPTIONAL -> of(((Optional<?>) key).orNull());
            case OPTIONAL_OF_JAVA -> of(((java.util.Optional<?>) key).orElse(null));
            case LIST -> ofList((List<?>) key);
            case SET -> ofSet((Set<?>) key);
            case MAP -> ofMap((Map<?, ?>) key);
            case ENTRY -> ofEntry((Map.Entry<?, ?>) key);
            case RECORD -> ofRecord(key, type);
        };
    }

    private int ofRecord(final Object key, final Class<?> type) {
        RecordHash record = records.get(type);
        if (record == null) {
            record = new RecordHash(type);
            records.put(type, record);
        }
        last = record.isOwn() ? type : last;
        return record.of(key, this);
    }

    private int ofTuple(final Tuple2<?, ?> tuple) {
        return TupleHash.of(of(tuple._1), of(tuple._2));
    }

    private int ofTuple(final Tuple3<?, ?, ?> tuple) {
        return TupleHash.of(TupleHash.of(of(tuple._1), of(tuple._2)), of(tuple._3));
    }

    private int ofTuple(final Tuple4<?, ?, ?, ?> tuple) {
        return TupleHash.of(TupleHash.of(TupleHash.of(of(tuple._1), of(tuple._2)), of(tuple._3)), of(tuple._4));
    }

    private int ofList(final List<?> list) {
        int hash = 1;
        for (final Object element : list) {
            hash = 31 * hash + of(element);
        }
        return hash;
    }

    private int ofSet(final Set<?> set) {
        int hash = 0;
        for (final Object element : set) {
            hash += of(element);
        }
        return hash;
    }

    private int ofMap(final Map<?, ?> map) {
        int hash = 0;
        for (final Map.Entry<?, ?> entry : map.entrySet()) {
            hash += ofEntry(entry);
        }
        return hash;
    }

    private int ofEntry(final Map.Entry<?, ?> entry) {
        return of(entry.getKey()) ^ of(entry.getValue());
    }
}
