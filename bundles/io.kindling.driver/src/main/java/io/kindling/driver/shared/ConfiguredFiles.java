package io.kindling.driver.shared;

import io.kindling.api.KindlingException;
import io.kindling.common.config.ConfigKey;
import io.kindling.driver.config.DriverKeys;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The files that an application's settings name. */
public final class ConfiguredFiles {

    private final Map<String, String> configuration;

    public ConfiguredFiles(final Map<String, String> configuration) {
        this.configuration = configuration;
    }

    /**
     * Adds them. Blocks while they are copied.
     *
     * @throws KindlingException names the setting whose file cannot be added
     */
    public void addTo(final AddedFiles files) {
        each(DriverKeys.FILES, path -> files.add(path, true));
        each(DriverKeys.PYTHON_FILES, files::addPython);
    }

    private void each(final ConfigKey<List<String>> key, final Consumer<String> add) {
        for (final String path : key.read(configuration)) {
            try {
                add.accept(path);
            } catch (final KindlingException e) {
                throw new KindlingException(key.name() + ": " + e.getMessage(), e);
            }
        }
    }
}
