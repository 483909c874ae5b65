package io.kindling.shuffle;

import io.kindling.common.config.ConfigKey;
import io.kindling.common.config.ConfigSchema;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Tells which keys the shuffle understands. */
@Component
public final class ShuffleConfigSchema implements ConfigSchema {

    /** Made by the component runtime. */
    @Activate
    public ShuffleConfigSchema() {
        // Nothing to start.
    }

    @Override
    public List<ConfigKey<?>> keys() {
        return ShuffleKeys.ALL;
    }
}
