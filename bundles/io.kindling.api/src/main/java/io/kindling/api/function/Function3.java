package io.kindling.api.function;

import java.io.Serializable;

/** From three values to one. Called on an executor's task thread; may block; what it throws fails the task attempt. */
@FunctionalInterface
public interface Function3<T1, T2, T3, R> extends Serializable {

    /** Applies the function. */
    R call(T1 first, T2 second, T3 third) throws Exception;
}
