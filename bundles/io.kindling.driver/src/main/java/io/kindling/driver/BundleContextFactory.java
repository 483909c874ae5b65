package io.kindling.driver;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.KindlingContextFactory;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/**
 * Makes contexts for the bundle that got it. It is there while everything is there that a context needs; contexts that
 * have been made do not go with it.
 */
@Component(scope = ServiceScope.BUNDLE)
public final class BundleContextFactory implements KindlingContextFactory {

    private final ContextSource contexts;
    private final Owner owner;

    /** Called by the component runtime, once for each bundle that gets the service. */
    @Activate
    public BundleContextFactory(final ComponentContext component, @Reference final ContextSource contexts) {
        this(contexts, new Owner(component.getUsingBundle(), null));
    }

    private BundleContextFactory(final ContextSource contexts, final Owner owner) {
        this.contexts = contexts;
        this.owner = owner;
    }

    @Override
    public KindlingContext create(final KindlingConf conf) {
        return new KindlingContext(contexts.start(conf, owner));
    }

    @Override
    public KindlingContextFactory forClass(final Class<?> definer) {
        return new BundleContextFactory(contexts, Owner.of(definer));
    }
}
