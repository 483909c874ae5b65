package io.kindling.api.function;

import java.io.Serializable;

/** From a value to a double. Called on an executor's task thread; may block; what it throws fails the task attempt. */
@FunctionalInterface
public interface DoubleFunction<T> extends Serializable {

    /** Applies the function. */
    double call(T value) throws Exception;
}
