package io.kindling.api;

import io.kindling.api.spi.ContextBackend;
import io.kindling.api.spi.CurrentTask;

/**
 * The driver behind a {@link KindlingContext}, whose operations are parted by their jobs over this class and those between. All of them are used as
 * operations of KindlingContext: only that one is public.
 */
abstract class BackedContext {

    private final ContextBackend backend;

    BackedContext(final ContextBackend backend) {
        this.backend = backend;
    }

    /**
     * The driver.
     *
     * @throws KindlingException on the thread of a task, where there is none
     */
    final ContextBackend driver() {
        CurrentTask.refuse("A KindlingContext");
        return backend;
    }
}
