package org.example.kindling.processes;

import io.kindling.common.config.ConfigKey;
import io.kindling.common.config.ConfigSchema;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** The configuration of applications on plain processes. Without it the driver would refuse these keys as unknown. */
@Component(service = ConfigSchema.class)
public final class ProcessesKeys implements ConfigSchema {

    static final ConfigKey<String> HOME = ConfigKey.text("kindling.processes.home", null, "the path of a directory",
            "Where Kindling is installed on the hosts; without it, where the driver has it.");
    static final ConfigKey<String> SSH = ConfigKey.text("kindling.processes.ssh", "ssh", "a command",
            "The command that runs another one on a host, given the host and the command.");

    @Override
    public List<ConfigKey<?>> keys() {
        return List.of(HOME, SSH);
    }
}
