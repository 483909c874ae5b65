package io.kindling.api.function;

import java.io.Serializable;

/** Makes a value. Called on an executor's task thread; may block; what it throws fails the task attempt. */
@FunctionalInterface
public interface Function0<R> extends Serializable {

    /** Applies the function. */
    R call() throws Exception;
}
