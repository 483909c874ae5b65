package io.kindling.api.function;

import java.io.Serializable;
import java.util.Iterator;

/** From a value to any number of doubles. Called on an executor's task thread; may block; what it throws fails the task attempt. */
@FunctionalInterface
public interface DoubleFlatMapFunction<T> extends Serializable {

    /** Applies the function. */
    Iterator<Double> call(T value) throws Exception;
}
