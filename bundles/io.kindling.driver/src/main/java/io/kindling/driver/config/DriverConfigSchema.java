package io.kindling.driver.config;

import io.kindling.common.config.ConfigKey;
import io.kindling.common.config.ConfigSchema;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Tells which keys the driver understands. */
@Component
public final class DriverConfigSchema implements ConfigSchema {

    /** Made by the component runtime. */
    @Activate
    public DriverConfigSchema() {
        // Nothing to start.
    }

    @Override
    public List<ConfigKey<?>> keys() {
        return DriverKeys.ALL;
    }
}
