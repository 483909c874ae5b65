package io.kindling.driver;

import io.kindling.api.KindlingConf;
import io.kindling.api.spi.ContextBackend;
import io.kindling.api.spi.ContextOpener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Opens contexts for code that is no bundle. There while everything is there that a context needs. */
@Component
public final class LoaderContextOpener implements ContextOpener {

    private final ContextSource contexts;

    /** Called by the component runtime. */
    @Activate
    public LoaderContextOpener(@Reference final ContextSource contexts) {
        this.contexts = contexts;
    }

    @Override
    public ContextBackend open(final KindlingConf conf, final ClassLoader owner) {
        return contexts.start(conf, new Owner(null, owner));
    }
}
