package io.kindling.api.function;

import java.io.Serializable;
import io.kindling.api.Tuple2;
import java.util.Iterator;

/** From a value to any number of pairs. Called on an executor's task thread; may block; what it throws fails the task attempt. */
@FunctionalInterface
public interface PairFlatMapFunction<T, K, V> extends Serializable {

    /** Applies the function. */
    Iterator<Tuple2<K, V>> call(T value) throws Exception;
}
