package io.kindling.api.function;

import java.io.Serializable;
import java.util.Iterator;

/** From two values to any number of them. Called on an executor's task thread; may block; what it throws fails the task attempt. */
@FunctionalInterface
public interface FlatMapFunction2<A, B, R> extends Serializable {

    /** Applies the function. */
    Iterator<R> call(A first, B second) throws Exception;
}
