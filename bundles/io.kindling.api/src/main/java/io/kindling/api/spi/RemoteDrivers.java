package io.kindling.api.spi;

import io.kindling.api.KindlingException;
import io.kindling.api.RemoteDriver;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ConsumerType;

/** Connects clients with drivers that serve operations. A service. Thread-safe. */
@ConsumerType
public interface RemoteDrivers {

    /**
     * Connects. Blocks for a limited time.
     *
     * @param ticket the file that the driver wrote, or a copy of it that nobody else can read
     * @throws KindlingException if the ticket cannot be read, or its driver not be reached; says why
     */
    RemoteDriver connect(Path ticket);
}
