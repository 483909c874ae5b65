package io.kindling.dataflow.memory;

import io.kindling.api.Tuple2;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** Guesses what objects take on the heap: exact enough for the usual ones, cheap for all. Used by one thread. */
public final class SizeEstimator {

    private static final int SAMPLES = 16;
    private static final int DEEPEST = 6;
    private static final int UNKNOWN_REFERENCE = 32;

    /** Fields and elements within one value: larger structures are looked at in part, and circles come to an end. */
    private static final int MOST_VISITED = 100;

    /** What is smaller than this is counted wherever it is met: to look for it would cost more than it takes. */
    private static final int LEAST_SHARED = 256;

    private final Map<Class<?>, FieldSizes> known = new HashMap<>();
    private SeenObjects seen;
    private int visited;

    /** About so many bytes. */
    public long estimate(final Object value) {
        seen = null;
        visited = 0;
        return estimate(value, 0);
    }

    /**
     * About so many bytes more than with what was estimated by this method before: what many records refer to is counted at the first. Not for one
     * that may have grown since.
     *
     * @param before what was met before; gets what is met now
     */
    public long estimateNext(final Object value, final SeenObjects before) {
        seen = before;
        visited = 0;
        return part(value, 0);
    }

    private long part(final Object value, final int depth) {
        final long size = estimate(value, depth);
        return size >= LEAST_SHARED && seen != null && seen.hasSeen(value) ? 0 : size;
    }

    private long estimate(final Object value, final int depth) {
        if (value == null || value instanceof Enum<?>) {
            return 0;
        } else if (value instanceof String text) {
            return 48L + text.length();
        } else if (value instanceof Number || value instanceof Character || value instanceof Boolean) {
            return 20;
        } else if (depth > DEEPEST) {
            return UNKNOWN_REFERENCE;
        } else if (value instanceof Tuple2<?, ?> tuple) {
            return 24 + part(tuple._1, depth + 1) + part(tuple._2, depth + 1);
        } else if (value.getClass().isArray()) {
            return ofArray(value, depth);
        } else if (value.getClass().getModule() != Object.class.getModule()) {
            // Not asked for its elements, collection or not: that is the application's code. Its fields tell.
            return ofObject(value, depth);
        } else if (value instanceof Collection<?> || value instanceof Map<?, ?>) {
            return ofCollection(value, depth);
        }
        return fields(value).shallow() + (long) UNKNOWN_REFERENCE * fields(value).references();
    }

    private FieldSizes fields(final Object value) {
        return known.computeIfAbsent(value.getClass(), FieldSizes::of);
    }

    private long ofObject(final Object value, final int depth) {
        if (value.getClass().isHidden()) {
            return UNKNOWN_REFERENCE; // a function: what it holds is rarely its own
        }
        final FieldSizes fields = fields(value);
        long size = fields.shallow();
        for (int i = 0; i < fields.references(); i++) {
            size += ++visited > MOST_VISITED || !fields.isSeen(i) ? UNKNOWN_REFERENCE : part(fields.get(i, value), depth + 1);
        }
        return size;
    }

    private long ofCollection(final Object value, final int depth) {
        try {
            if (value instanceof Map<?, ?> map) {
                return 64 + ofElements(map.keySet().iterator(), map.size(), 48, depth) + ofElements(map.values().iterator(), map.size(), 0, depth);
            }
            final Collection<?> collection = (Collection<?>) value;
            return 40 + ofElements(collection.iterator(), collection.size(), 8, depth);
        } catch (final RuntimeException e) {
            return UNKNOWN_REFERENCE; // another thread changes it, or it is a view of the application's: a guess is not what fails a task
        }
    }

    private long ofArray(final Object array, final int depth) {
        if (array instanceof Object[] objects) {
            return 16 + ofElements(objects, depth);
        } else if (array instanceof byte[] bytes) {
            return 16 + bytes.length;
        } else if (array instanceof long[] || array instanceof double[]) {
            return 16 + 8L * java.lang.reflect.Array.getLength(array);
        }
        return 16 + 4L * java.lang.reflect.Array.getLength(array);
    }

    private long ofElements(final Object[] elements, final int depth) {
        final int step = Math.max(1, elements.length / SAMPLES);
        long sum = 0;
        long looked = 0;
        for (int i = 0; i < elements.length && (looked == 0 || visited < MOST_VISITED); i += step) {
            visited++;
            sum += part(elements[i], depth + 1);
            looked++;
        }
        return 4L * elements.length + (looked == 0 ? 0 : sum * elements.length / looked);
    }

    private long ofElements(final Iterator<?> elements, final int size, final int overhead, final int depth) {
        long sum = 0;
        int looked = 0;
        while (looked < SAMPLES && (looked == 0 || visited < MOST_VISITED) && elements.hasNext()) {
            visited++;
            sum += part(elements.next(), depth + 1);
            looked++;
        }
        return (long) overhead * size + (looked == 0 ? 0 : sum * size / looked);
    }
}
