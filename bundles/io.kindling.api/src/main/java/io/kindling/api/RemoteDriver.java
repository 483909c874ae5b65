package io.kindling.api;

import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** A client's tie to the driver of an application that serves operations. Thread-safe: calls may run side by side. */
@ProviderType
public interface RemoteDriver extends AutoCloseable {

    /** The application's id. */
    String applicationId();

    /** The names of what it serves. Blocks for as long as the driver takes to answer. */
    List<String> operations();

    /**
     * Calls an operation. Blocks until it has ended; when the calling thread is interrupted or the time is over, the driver goes on until
     * this is closed.
     *
     * @param argument at most 16 MiB
     * @param limit    the longest to wait
     * @throws KindlingException if there is no such operation, it failed, the driver is gone or the time is over; says which
     */
    String call(String operation, String argument, Duration limit);

    /** Ends the tie; what was called and has not ended is cancelled. */
    @Override
    void close();
}
