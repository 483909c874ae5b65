package io.kindling.configuration;

import io.kindling.common.config.ConfigDefaults;
import io.kindling.common.config.ConfigSchema;
import java.util.Dictionary;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.cm.ConfigurationException;
import org.osgi.service.cm.ManagedService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The defaults of applications, from the configuration {@code io.kindling.driver}. It is in force as a whole or not at all. One that was refused
 * for a key that nobody knew is looked at again when a bundle that may know it comes, so that the order of starts does not matter.
 */
@Component(service = {ManagedService.class, ConfigDefaults.class}, property = "service.pid=" + DriverConfig.PID,
        configurationPolicy = ConfigurationPolicy.IGNORE)
public final class DriverDefaults implements ManagedService, ConfigDefaults {

    private final KnownKeys keys = new KnownKeys();
    private final AtomicReference<Offered> waiting = new AtomicReference<>();
    private final Refusals refusals;
    private volatile Map<String, String> inForce = Map.of();

    /** Called by the component runtime. */
    @Activate
    public DriverDefaults(@Reference final Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public Map<String, String> defaults() {
        return inForce;
    }

    @Override
    public void updated(final Dictionary<String, ?> properties) throws ConfigurationException {
        waiting.set(null);
        if (properties == null) {
            inForce = Map.of();
            refusals.settled(DriverConfig.PID);
            return;
        }
        final Offered offered = new Offered(properties);
        try {
            accept(offered);
        } catch (final ConfigurationException e) {
            waiting.set(offered);
            refusals.refused(DriverConfig.PID, e);
            throw e;
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addSchema(final ConfigSchema schema) {
        keys.add(schema);
        final Offered again = waiting.get();
        if (again != null) {
            try {
                accept(again);
                waiting.compareAndSet(again, null);
            } catch (final ConfigurationException e) {
                refusals.refused(DriverConfig.PID, e);
            }
        }
    }

    void removeSchema(final ConfigSchema schema) {
        keys.remove(schema);
    }

    private void accept(final Offered offered) throws ConfigurationException {
        final Map<String, String> settings = offered.settings(Set.of());
        keys.check(settings);
        inForce = Map.copyOf(settings);
        refusals.settled(DriverConfig.PID);
    }
}
