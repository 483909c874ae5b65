package io.kindling.cli;

import io.kindling.api.spi.ProgressListener;
import io.kindling.api.spi.StageProgress;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Shows on standard error how far the stages are: a bar on a terminal, a line a stage otherwise. In a container of somebody else's, where
 * standard error is not an application's, it shows nothing.
 */
@Component(service = ProgressListener.class)
public final class ProgressPrinter implements ProgressListener {

    private static final int BAR = 40;
    private static final String ERASE = "\r\u001b[2K";

    private final PrintStream out;
    private final boolean terminal;
    private boolean barShown;

    /** Called by the component runtime. */
    @Activate
    public ProgressPrinter(final BundleContext bundle) {
        this(bundle.getProperty("kindling.home") == null ? new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8) : System.err,
                "terminal".equals(System.getenv("KINDLING_PROGRESS")));
    }

    ProgressPrinter(final PrintStream out, final boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public synchronized void onProgress(final StageProgress stage) {
        final boolean over = stage.state().equals("COMPLETE") || stage.state().equals("FAILED");
        if (terminal) {
            out.print(over ? ERASE : ERASE + bar(stage));
            barShown = !over;
            out.flush();
        } else if (over) {
            out.println(String.format(Locale.ROOT, "stage %d (%s) %s: %d of %d tasks%s", stage.stage(), stage.name(),
                    stage.state().toLowerCase(Locale.ROOT), stage.done(), stage.tasks(),
                    stage.failed() == 0 ? "" : ", " + stage.failed() + " attempts failed"));
        }
    }

    @Override
    public synchronized void onNotice(final String application, final String text) {
        out.println((barShown ? ERASE : "") + text);
        barShown = false;
    }

    @Deactivate
    synchronized void close() {
        if (barShown) {
            out.print(ERASE);
            out.flush();
        }
    }

    private static String bar(final StageProgress stage) {
        final int filled = stage.tasks() == 0 ? BAR : (int) ((long) BAR * stage.done() / stage.tasks());
        return String.format(Locale.ROOT, "stage %d %s [%s%s] %d + %d of %d", stage.stage(), stage.name(),
                "=".repeat(filled), " ".repeat(BAR - filled), stage.done(), stage.running(), stage.tasks());
    }
}
