package io.kindling.driver;

import io.kindling.api.KindlingHealth;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells in words what is missing for contexts; there as long as the driver's bundle is active. */
@Component
public final class DriverHealth implements KindlingHealth {

    private final ContextRegistry contexts;

    /** Called by the component runtime. */
    @Activate
    public DriverHealth(@Reference final ContextRegistry contexts) {
        this.contexts = contexts;
    }

    @Override
    public boolean isReady() {
        return contexts.services().missing().isEmpty();
    }

    @Override
    public String text() {
        final List<String> missing = contexts.services().missing();
        return missing.isEmpty() ? "Ready: " + contexts.services().summary() : "Not ready: " + String.join("; ", missing);
    }
}
