package io.kindling.executor;

import io.kindling.common.config.ConfigKey;
import io.kindling.common.config.ConfigSchema;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Tells which keys executors understand. */
@Component
public final class ExecutorConfigSchema implements ConfigSchema {

    /** Made by the component runtime. */
    @Activate
    public ExecutorConfigSchema() {
        // Nothing to start.
    }

    @Override
    public List<ConfigKey<?>> keys() {
        return ExecutorKeys.ALL;
    }
}
