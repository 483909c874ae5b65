package io.kindling.deploy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarFile;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** A container of somebody's own, which has more than executors have; and the bundles of the runtime, as an executor finds them. */
final class Container implements AutoCloseable {

    private final Framework framework;

    Container(final TemporaryFolder folder) throws IOException, BundleException {
        final Map<String, String> settings = new HashMap<>();
        settings.put(Constants.FRAMEWORK_STORAGE, folder.newFolder().getPath());
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, "io.kindling.api;version=1.0.0,io.kindling.api.function;version=1.0.0,"
                + "org.slf4j;version=2.0.17,org.apache.felix.framework;version=7.0.5,container.own;version=1.4.0");
        settings.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
        settings.put("felix.service.urlhandlers", "false");
        settings.put("felix.resolver.parallelism", "1");
        framework = new FrameworkFactory().newFramework(settings);
        framework.start();
    }

    /** A bundle, started unless it is a fragment. */
    Bundle install(final Path jar) throws BundleException {
        final Bundle bundle = framework.getBundleContext().installBundle(jar.toUri().toString());
        if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
            bundle.start();
        }
        return bundle;
    }

    /** Declarative Services and Configuration Admin. */
    Container withComponents() throws BundleException {
        for (final String name : new String[] {"org.osgi.util.function", "org.osgi.util.promise", "org.osgi.service.component",
                "org.apache.felix.configadmin", "org.apache.felix.scr"}) {
            install(runtime(name));
        }
        return this;
    }

    Framework framework() {
        return framework;
    }

    /** A bundle of the runtime by its symbolic name: it is on the class path. */
    static Path runtime(final String name) {
        for (final String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (element.endsWith(".jar")) {
                try (JarFile jar = new JarFile(element)) {
                    if (jar.getManifest() != null && name.equals(jar.getManifest().getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME))) {
                        return Path.of(element);
                    }
                } catch (final IOException e) {
                    continue; // no jar after all
                }
            }
        }
        return null;
    }

    @Override
    public void close() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(10_000);
    }
}
