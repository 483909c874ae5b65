package io.kindling.api.function;

import java.io.Serializable;

/** From two values to one. Called on an executor's task thread; may block; what it throws fails the task attempt. */
@FunctionalInterface
public interface Function2<T1, T2, R> extends Serializable {

    /** Applies the function. */
    R call(T1 first, T2 second) throws Exception;
}
