package io.kindling.protocol.wire;

import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.io.BackgroundResourceReleaser;
import net.openhft.chronicle.core.shutdown.PriorityHook;
import net.openhft.chronicle.wire.BinaryWire;

/** How chronicle's library is set up, in the one place: this bundle's private copy, on heap memory only. */
final class Chronicle {

    private Chronicle() {
    }

    /** A wire without field names that writes each number in as few bytes as it needs. */
    static BinaryWire wire(final Bytes<?> bytes) {
        bytes.singleThreadedCheckDisabled(true); // one thread at a time, but not always the same one
        return new BinaryWire(bytes, false, false, true, Integer.MAX_VALUE, "binary");
    }

    /**
     * Ends the thread and the shutdown hook with which chronicle releases native memory: there is none here, and
     * both would keep this bundle's class loader for ever.
     */
    static void quiet() {
        BackgroundResourceReleaser.stop();
        try {
            PriorityHook.clear();
        } catch (final IllegalStateException e) {
            return; // the JVM is going down: the hook goes with it
        }
    }
}
