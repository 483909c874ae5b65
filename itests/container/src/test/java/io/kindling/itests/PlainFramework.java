package io.kindling.itests;

import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** Starts the framework of the class path, whichever that is. */
final class PlainFramework {

    private PlainFramework() {
    }

    /** Where its files are is all that it is told. */
    static Framework start(final Path storage) throws BundleException {
        final Framework framework = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow()
                .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString()));
        framework.start();
        return framework;
    }
}
