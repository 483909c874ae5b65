package io.kindling.api.spi;

import io.kindling.api.KindlingConf;

/**
 * Implemented by the class loader that {@code kindling submit} gives an application, so that
 * {@code new KindlingContext(conf)} finds the runtime that is already there.
 */
public interface ContextFactorySource {

    /** Starts a context that belongs to this class loader. */
    ContextBackend open(KindlingConf conf);
}
