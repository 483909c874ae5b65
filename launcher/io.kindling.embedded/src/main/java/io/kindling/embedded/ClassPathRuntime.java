package io.kindling.embedded;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingException;
import io.kindling.api.spi.ContextBackend;
import io.kindling.api.spi.ContextOpener;
import io.kindling.api.spi.EmbeddedRuntime;
import io.kindling.launcher.EmbeddedFramework;
import io.kindling.launcher.FrameworkOptions;
import io.kindling.launcher.LaunchException;
import io.kindling.launcher.RuntimeHome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Starts the driver's assembly in a framework of its own for each context. The application's classes of the API are the
 * framework's: the system bundle exports them, and the API's bundle is not installed. Inside, the driver's bundle offers
 * a {@link ContextOpener} as a service, which makes the context.
 */
public final class ClassPathRuntime implements EmbeddedRuntime {

    private static final String ASSEMBLY = "driver";
    private static final Duration SERVICE_LIMIT = Duration.ofSeconds(10);
    private static final FrameworkOptions OPTIONS = new FrameworkOptions(Map.of(), Set.of("io.kindling.api"));

    /** Called by {@code ServiceLoader}. */
    public ClassPathRuntime() {
    }

    @Override
    public ContextBackend open(final KindlingConf conf, final ClassLoader owner) {
        final Path cache = Path.of(System.getProperty("user.home"), ".kindling", "runtime");
        final RuntimeHome home = new HomeCache(cache, name -> ClassPathRuntime.class.getResourceAsStream("home/" + name)).home();
        final HostedFramework framework = HostedFramework.start(() -> EmbeddedFramework.start(home, ASSEMBLY, OPTIONS));
        try {
            final ContextOpener driver = framework.framework().service(ContextOpener.class, null, SERVICE_LIMIT);
            return OwningBackend.of(driver.open(conf, owner), framework);
        } catch (InterruptedException e) {
            framework.close();
            Thread.currentThread().interrupt();
            throw new KindlingException("interrupted while the runtime was starting");
        } catch (LaunchException e) {
            framework.close();
            throw new KindlingException("the embedded runtime does not start: " + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            framework.close();
            throw e;
        }
    }
}
