package io.kindling.api.function;

import java.io.Serializable;
import java.util.Iterator;

/** From one value to any number of them. Called on an executor's task thread; may block; what it throws fails the task attempt. */
@FunctionalInterface
public interface FlatMapFunction<T, R> extends Serializable {

    /** Applies the function. */
    Iterator<R> call(T value) throws Exception;
}
