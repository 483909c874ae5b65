package io.kindling.itests.chains;

import io.kindling.api.Optional;
import io.kindling.api.Tuple2;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pairs of models by key. */
final class Groups {

    private final Map<String, Object> keys = new LinkedHashMap<>();
    private final Map<String, List<Object>> values = new LinkedHashMap<>();

    static Groups of(final Model pairs) {
        final Groups groups = new Groups();
        for (final Object record : pairs.all()) {
            final Tuple2<?, ?> pair = (Tuple2<?, ?>) record;
            final String rank = Values.rank(pair._1);
            groups.keys.putIfAbsent(rank, pair._1);
            groups.values.computeIfAbsent(rank, any -> new ArrayList<>()).add(pair._2);
        }
        return groups;
    }

    /** Each key with what its values make. */
    List<Object> each(final java.util.function.Function<List<Object>, Object> function) {
        final List<Object> made = new ArrayList<>();
        values.forEach((rank, group) -> made.add(new Tuple2<>(keys.get(rank), function.apply(group))));
        return made;
    }

    List<Object> of(final String rank) {
        return values.getOrDefault(rank, List.of());
    }

    /** How many records a join makes. */
    static long joined(final Groups here, final Groups there) {
        long count = 0;
        for (final String rank : here.keys.keySet()) {
            count += (long) here.of(rank).size() * there.of(rank).size();
        }
        return count;
    }

    /** Every pair of values of a key; a side that may be missing is wrapped. */
    static List<Object> join(final Groups here, final Groups there, final boolean allHere, final boolean allThere) {
        final List<Object> made = new ArrayList<>();
        final Map<String, Object> keys = new LinkedHashMap<>(here.keys);
        there.keys.forEach(keys::putIfAbsent);
        keys.forEach((rank, key) -> {
            final List<Object> left = side(here.of(rank), allThere, allThere);
            final List<Object> right = side(there.of(rank), allHere, allHere);
            if (here.of(rank).isEmpty() && !allThere || there.of(rank).isEmpty() && !allHere) {
                return;
            }
            for (final Object first : left) {
                for (final Object second : right) {
                    made.add(new Tuple2<>(key, new Tuple2<>(first, second)));
                }
            }
        });
        return made;
    }

    private static List<Object> side(final List<Object> values, final boolean wrapped, final boolean orNone) {
        final List<Object> side = new ArrayList<>();
        values.forEach(value -> side.add(wrapped ? Optional.ofNullable(value) : value));
        if (values.isEmpty() && orNone) {
            side.add(Optional.empty());
        }
        return side;
    }

    /** Each key of any with what its values in each make. */
    static List<Object> cogroup(final List<Groups> sides) {
        final Map<String, Object> keys = new LinkedHashMap<>();
        sides.forEach(side -> side.keys.forEach(keys::putIfAbsent));
        final List<Object> made = new ArrayList<>();
        keys.forEach((rank, key) -> {
            final List<Object> sums = new ArrayList<>();
            sides.forEach(side -> sums.add(Values.sum(side.of(rank))));
            made.add(new Tuple2<>(key, sums));
        });
        return made;
    }

    boolean has(final Object key) {
        return keys.containsKey(Values.rank(key));
    }
}
