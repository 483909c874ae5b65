package io.kindling.cluster.standalone.master;

import io.kindling.protocol.wire.WireMessage;

/** What {@link MasterState} wants done; carried out in order. */
sealed interface MasterCommand {

    /** Send to a worker; dropped if it is not connected. */
    record ToWorker(String worker, WireMessage message) implements MasterCommand {
    }

    /** Send to the driver of an application; dropped if it is not connected. */
    record ToApplication(String application, WireMessage message) implements MasterCommand {
    }

    /** End the connection of a worker that was silent for too long. */
    record DropWorker(String worker) implements MasterCommand {
    }

    /** End the connection of a driver that was silent for too long. */
    record DropApplication(String application) implements MasterCommand {
    }
}
