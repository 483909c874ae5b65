package io.kindling.api.function;

import java.io.Serializable;

/** From one value to another. Called on an executor's task thread; may block; what it throws fails the task attempt. */
@FunctionalInterface
public interface Function<T, R> extends Serializable {

    /** Applies the function. */
    R call(T value) throws Exception;
}
