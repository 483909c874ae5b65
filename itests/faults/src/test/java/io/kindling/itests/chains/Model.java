package io.kindling.itests.chains;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * What a data set must hold, worked out by one thread.
 *
 * @param parts     its records; if they are not placed, all in one list
 * @param placed    whether it is known which record is in which partition
 * @param sequenced whether the order is known in which records come: of each partition if placed, of all partitions one after the other if not
 */
record Model(List<List<Object>> parts, boolean placed, boolean sequenced) {

    static Model placed(final List<List<Object>> parts) {
        return new Model(parts, true, true);
    }

    static Model sequence(final List<Object> records) {
        return new Model(List.of(records), false, true);
    }

    static Model bag(final List<Object> records) {
        return new Model(List.of(records), false, false);
    }

    List<Object> all() {
        final List<Object> all = new ArrayList<>();
        parts.forEach(all::addAll);
        return all;
    }

    int size() {
        return parts.stream().mapToInt(List::size).sum();
    }

    /** Each record to some. */
    Model each(final Function<Object, List<Object>> function) {
        return new Model(map(part -> {
            final List<Object> made = new ArrayList<>();
            part.forEach(record -> made.addAll(function.apply(record)));
            return made;
        }), placed, sequenced);
    }

    /** Each record to another. */
    Model map1(final Function<Object, Object> function) {
        return each(record -> Collections.singletonList(function.apply(record)));
    }

    /** Each partition to other records; only if it is placed. */
    Model eachPart(final Function<List<Object>, List<Object>> function) {
        return new Model(map(function), placed, sequenced);
    }

    private List<List<Object>> map(final Function<List<Object>, List<Object>> function) {
        final List<List<Object>> made = new ArrayList<>();
        parts.forEach(part -> made.add(function.apply(part)));
        return made;
    }

    /** The records here before those there. */
    Model union(final Model other) {
        if (placed && other.placed) {
            final List<List<Object>> both = new ArrayList<>(parts);
            both.addAll(other.parts);
            return new Model(both, true, sequenced && other.sequenced);
        }
        final List<Object> all = all();
        all.addAll(other.all());
        return new Model(List.of(all), false, sequenced && other.sequenced);
    }

    /** All records without their partitions. */
    Model displaced() {
        return new Model(List.of(all()), false, sequenced);
    }

    /** All records in no order. */
    Model shuffled() {
        return bag(all());
    }

    Object reduce(final BinaryOperator<Object> function) {
        return all().stream().reduce(function).orElseThrow();
    }
}
