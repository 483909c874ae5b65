package io.kindling.api.function;

import java.io.Serializable;

/** Uses a value for its effect. Called on an executor's task thread; may block; what it throws fails the task attempt. */
@FunctionalInterface
public interface VoidFunction<T> extends Serializable {

    /** Applies the function. */
    void call(T value) throws Exception;
}
