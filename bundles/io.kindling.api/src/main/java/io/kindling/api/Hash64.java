package io.kindling.api;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** 64-bit hashes of values, the same on all machines for values that are equal: the 32 bits of hash codes are too few to count many values by. */
final class Hash64 {

    private static final long NULL = 0x6A09E667F3BCC908L;
    private static final long TRIPLE = 0x9E3779B97F4A7C15L;

    private Hash64() {
    }

    /** @throws IllegalArgumentException for an array, since arrays are not equal to others with the same content */
    static long of(final Object value) {
        if (value == null) {
            return NULL;
        } else if (value instanceof String text) {
            return text(text);
        } else if (value instanceof Double number) {
            return mixed(Double.doubleToLongBits(number));
        } else if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return mixed(((Number) value).longValue());
        } else if (value instanceof Tuple2<?, ?> pair) {
            return both(of(pair._1), of(pair._2));
        } else if (value instanceof Tuple3<?, ?, ?> three) {
            return both(both(of(three._1), of(three._2)), of(three._3));
        } else if (value instanceof Tuple4<?, ?, ?, ?> four) {
            return both(both(of(four._1), of(four._2)), both(of(four._3), of(four._4)));
        } else if (value instanceof List<?> list) {
            return inOrder(list);
        } else if (value instanceof Record plain) {
            final Object[] components = RecordValues.of(plain);
            return components == null ? mixed(value.hashCode()) : inOrder(Arrays.asList(components));
        } else if (value instanceof Optional<?> optional) {
            return both(TRIPLE, of(optional.orNull()));
        } else if (value instanceof java.util.Optional<?> optional) {
            return both(TRIPLE, of(optional.orElse(null)));
        } else if (value instanceof Set<?> set) {
            return inAnyOrder(set);
        } else if (value instanceof Map<?, ?> map) {
            return inAnyOrder(map.entrySet());
        } else if (value instanceof Map.Entry<?, ?> entry) {
            return both(of(entry.getKey()), of(entry.getValue()));
        } else if (value instanceof Class<?> type) {
            return text(type.getName()); // as that of an enum
        } else if (value instanceof Enum<?> constant) {
            return text(constant.name()); // its hash code is another one in each JVM
        } else if (value.getClass().isArray()) {
            throw new IllegalArgumentException("Arrays cannot be counted as distinct values, since they are not equal to others with the same content; use lists");
        }
        return mixed(value.hashCode());
    }

    private static long inOrder(final List<?> values) {
        long hash = TRIPLE;
        for (final Object each : values) {
            hash = both(hash, of(each));
        }
        return hash;
    }

    private static long inAnyOrder(final Set<?> values) {
        long sum = 0;
        for (final Object each : values) {
            sum += of(each);
        }
        return mixed(sum);
    }

    private static long text(final String text) {
        long hash = text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = (Long.rotateLeft(hash, 5) ^ text.charAt(i)) * TRIPLE;
        }
        return mixed(hash);
    }

    private static long both(final long first, final long second) {
        return mixed(Long.rotateLeft(first, 23) * TRIPLE + second);
    }

    /** The finisher of SplittableRandom: D. Stafford's variant 13 of MurmurHash3's, with zero moved away. */
    private static long mixed(final long value) {
        long z = value + TRIPLE;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
