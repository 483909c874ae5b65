package io.kindling.driver.control;

import io.kindling.cluster.api.Container;
import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.cluster.api.ResourceProfile;
import io.kindling.common.ApplicationId;
import io.kindling.common.ExecutorId;
import io.kindling.driver.config.ExecutorSettings;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;

/** Makes what starts an executor, its secret included. */
public final class LaunchSpecFactory {

    private static final long CUSTODIAN_HEAP = 128L << 20;
    private static final long CUSTODIAN_OVERHEAD = 192L << 20;

    private final ApplicationId application;
    private final String runtimeVersion;
    private final DriverAddress driver;
    private final ExecutorSettings settings;
    private final EnrolmentTokens tokens;

    /** @param runtimeVersion the build that executors must run: this one */
    public LaunchSpecFactory(final ApplicationId application, final String runtimeVersion, final DriverAddress driver,
                             final ExecutorSettings settings, final EnrolmentTokens tokens) {
        this.application = application;
        this.runtimeVersion = runtimeVersion;
        this.driver = driver;
        this.settings = settings;
        this.tokens = tokens;
    }

    String runtimeVersion() {
        return runtimeVersion;
    }

    ExecutorLaunchSpec create(final ExecutorId executor, final Container container) {
        final ResourceProfile wanted = settings.target().profile();
        final ResourceProfile profile = new ResourceProfile(container.cores(), wanted.heapBytes(), wanted.overheadBytes());
        return new ExecutorLaunchSpec(application, executor, profile, runtimeVersion, settings.javaOptions(), settings.environment(),
                bootstrap(executor, container));
    }

    /** Of one that runs no code of the application, so that its options are not for it; whatever the memory of the others. */
    ExecutorLaunchSpec custodian(final ExecutorId executor, final Container place) {
        return new ExecutorLaunchSpec(application, executor, new ResourceProfile(0, CUSTODIAN_HEAP, CUSTODIAN_OVERHEAD), runtimeVersion, List.of(),
                settings.environment(), bootstrap(executor, place));
    }

    private byte[] bootstrap(final ExecutorId executor, final Container container) {
        final Properties values = new Properties();
        values.setProperty("driver.host", driver.host());
        values.setProperty("driver.port", Integer.toString(driver.port()));
        values.setProperty("authority", driver.fingerprint());
        values.setProperty("transport", driver.transport());
        values.setProperty("token", tokens.issue(executor));
        values.setProperty("application", application.value());
        values.setProperty("executor", executor.toString());
        values.setProperty("slots", Integer.toString(container.cores()));
        values.setProperty("host", container.host());
        values.setProperty("localDirs", settings.localDirs());
        values.setProperty("shuffle", settings.shuffle());
        values.setProperty("shuffle.outlive", Boolean.toString(settings.outlive()));
        values.setProperty("runtimeVersion", runtimeVersion);
        final StringWriter text = new StringWriter();
        try {
            values.store(text, null);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
