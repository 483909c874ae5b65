package io.kindling.deploy.code;

import java.net.URL;
import java.net.URLClassLoader;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;

/**
 * A copy of the running framework's implementation whose system bundle sees the API and slf4j as they are here. The
 * implementation finds the packages that its system bundle exports through its own class loader, and in a process of
 * ours that one knows neither.
 */
final class FrameworkLoader extends URLClassLoader {

    private final ClassLoader api;

    FrameworkLoader(final URL implementation, final ClassLoader api) {
        super("kindling-framework", new URL[] {implementation}, ClassLoader.getPlatformClassLoader());
        this.api = api;
    }

    @Override
    protected Class<?> findClass(final String name) throws ClassNotFoundException {
        if (name.startsWith(ApiLoader.API)) {
            return api.loadClass(name);
        }
        if (name.startsWith("org.slf4j.")) {
            return Logger.class.getClassLoader().loadClass(name);
        }
        if (name.startsWith("org.osgi.")) {
            return Bundle.class.getClassLoader().loadClass(name); // the same here and there: we talk to the copy
        }
        return super.findClass(name);
    }
}
