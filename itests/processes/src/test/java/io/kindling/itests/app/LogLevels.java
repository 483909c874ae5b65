package io.kindling.itests.app;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Lets its executors tell more, and prints whether they did so before and after: {@code LogLevels}. */
public final class LogLevels {

    private LogLevels() {
    }

    public static void main(final String[] args) {
        try (KindlingContext context = new KindlingContext(new KindlingConf())) {
            System.out.println(tells(context));
            context.setLogLevel("INFO");
            System.out.println(tells(context));
        }
    }

    /** The log is a file in an executor's work directory, where its tasks run. */
    private static boolean tells(final KindlingContext context) {
        return context.parallelize(List.of("stderr"), 1).map(log -> Files.readString(Path.of(log)).contains(" [INFO] ")).first();
    }
}
