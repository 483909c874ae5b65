package io.kindling.launcher;

import java.time.Duration;
import java.util.Arrays;
import org.slf4j.LoggerFactory;

/**
 * The main class of every Kindling process: {@code Main ASSEMBLY ARGS...} starts the assembly, calls its program with
 * ARGS on the main thread, and exits with the code that it returns. A signal stops the framework, and with it the program.
 */
public final class Main {

    private static final Duration PROGRAM_LIMIT = Duration.ofSeconds(10);
    private static final int USAGE = 64;
    private static final int INTERNAL = 70;

    private Main() {
    }

    /** Ends the process, which the framework's threads might keep alive, unless it is ending already. */
    public static void main(final String[] args) {
        final int code = run(args);
        if (!isGoingDown()) {
            System.exit(code);
        }
    }

    /**
     * Whether a signal, or a System.exit of the application, has settled how the process ends. A second exit that comes as the hooks of
     * the first have ended would halt the JVM with its own code.
     */
    private static boolean isGoingDown() {
        try {
            Runtime.getRuntime().removeShutdownHook(new Thread());
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private static int run(final String[] args) {
        if (args.length == 0) {
            System.err.println("kindling: the launcher needs the name of an assembly as its first argument");
            return USAGE;
        }
        try {
            LibrarySettings.apply(System.getProperties());
            Logging.configure(System.getenv());
        } catch (LaunchException e) {
            System.err.println("kindling: " + e.getMessage());
            return USAGE;
        }
        return launch(args[0], Arrays.copyOfRange(args, 1, args.length));
    }

    private static int launch(final String assembly, final String[] argv) {
        try (EmbeddedFramework framework =
                 EmbeddedFramework.start(RuntimeHome.ofThisLauncher(), assembly, FrameworkOptions.NONE)) {
            Runtime.getRuntime().addShutdownHook(new Thread(framework::close, "kindling-shutdown"));
            ClassArchive.ofThisProcess().ifPresent(ClassArchive::makeInBackground);
            try (UpdateWatch watch = UpdateWatch.start(framework, assembly, System.getenv())) {
                return new MainService(framework, assembly).call(argv, PROGRAM_LIMIT);
            }
        } catch (LaunchException e) {
            System.err.println("kindling: " + e.getMessage());
            return INTERNAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return INTERNAL;
        } catch (Throwable e) {
            // Whatever leaves main would leave the process hanging on the framework's threads.
            System.err.println("kindling: " + assembly + " failed: " + e + "; KINDLING_LOG_LEVEL=debug shows the stack");
            LoggerFactory.getLogger(Main.class).debug("{} failed", assembly, e);
            return INTERNAL;
        }
    }
}
