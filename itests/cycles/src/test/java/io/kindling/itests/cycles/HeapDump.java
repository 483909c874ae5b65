package io.kindling.itests.cycles;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** For whoever looks for what keeps a class loader. */
final class HeapDump {

    private HeapDump() {
    }

    /** Writes what is reachable beside the results, over the one that was there. */
    static void write() throws IOException {
        final Path file = Path.of(System.getProperty("kindling.test.results")).resolve("left.hprof");
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file.toString(), true);
    }
}
