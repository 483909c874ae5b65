package io.kindling.api.function;

import java.io.Serializable;
import io.kindling.api.Tuple2;

/** From a value to a pair. Called on an executor's task thread; may block; what it throws fails the task attempt. */
@FunctionalInterface
public interface PairFunction<T, K, V> extends Serializable {

    /** Applies the function. */
    Tuple2<K, V> call(T value) throws Exception;
}
