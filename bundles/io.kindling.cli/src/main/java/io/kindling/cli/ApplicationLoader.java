package io.kindling.cli;

import io.kindling.api.KindlingConf;
import io.kindling.api.spi.ContextBackend;
import io.kindling.api.spi.ContextFactorySource;
import io.kindling.api.spi.ContextOpener;

/** The context class loader of a submitted application: defines nothing, but knows the runtime that is already there. */
final class ApplicationLoader extends ClassLoader implements ContextFactorySource {

    private final ContextOpener contexts;

    ApplicationLoader(final ClassLoader application, final ContextOpener contexts) {
        super("kindling-application", application);
        this.contexts = contexts;
    }

    @Override
    public ContextBackend open(final KindlingConf conf) {
        return contexts.open(conf, getParent());
    }
}
