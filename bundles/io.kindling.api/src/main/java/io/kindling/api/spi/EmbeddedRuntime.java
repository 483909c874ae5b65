package io.kindling.api.spi;

import io.kindling.api.KindlingConf;

/**
 * A runtime on the class path that brings its own framework: found by ServiceLoader when an application makes a
 * context outside a container. The one look-up that is allowed.
 */
public interface EmbeddedRuntime {

    /**
     * Starts the runtime and a context in it. Closing the backend ends both.
     *
     * @param owner the application's class loader
     */
    ContextBackend open(KindlingConf conf, ClassLoader owner);
}
