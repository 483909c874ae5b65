package io.kindling.driver;

import io.kindling.transport.api.Transport;

/**
 * A transport that is there.
 *
 * @param name      what it is called
 * @param ranking   of its service
 * @param transport itself
 */
record NamedTransport(String name, int ranking, Transport transport) {

    /** Whether it reaches nobody but executors in this JVM, which borrow the application's classes. */
    boolean withinJvm() {
        return name.equals("local");
    }
}
