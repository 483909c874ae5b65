package io.kindling.launcher;

import java.time.Duration;
import java.util.function.ToIntFunction;

/** The program of an assembly: the {@code ToIntFunction<String[]>} with the property {@code kindling.main=ASSEMBLY}. */
final class MainService {

    private final EmbeddedFramework framework;
    private final String assembly;

    MainService(final EmbeddedFramework framework, final String assembly) {
        this.framework = framework;
        this.assembly = assembly;
    }

    /**
     * Calls the program on this thread with {@code argv}; returns its exit code.
     *
     * @throws LaunchException when the program is not there within {@code limit}
     */
    @SuppressWarnings("unchecked")
    int call(final String[] argv, final Duration limit) throws InterruptedException {
        final ToIntFunction<String[]> program =
            framework.service(ToIntFunction.class, "(kindling.main=" + assembly + ")", limit);
        return program.applyAsInt(argv);
    }
}
