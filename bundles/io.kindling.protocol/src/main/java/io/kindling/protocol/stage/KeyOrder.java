package io.kindling.protocol.stage;

/**
 * The order of keys.
 *
 * @param comparator a {@code Comparator<K>}; {@link Builtin#NATURAL_ORDER} for Comparable keys
 * @param ascending  or the other way round
 */
public record KeyOrder(FunctionBlob comparator, boolean ascending) {
}
