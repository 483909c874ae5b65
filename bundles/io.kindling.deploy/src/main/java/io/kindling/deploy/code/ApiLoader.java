package io.kindling.deploy.code;

/** Shows the classes of the JDK and of {@code io.kindling.api}, and nothing else of the runtime: the parent of plain applications. */
public final class ApiLoader extends ClassLoader {

    /** What the names of the API's classes begin with. */
    public static final String API = "io.kindling.api.";

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader api;

    /** @param api the loader that has the API */
    public ApiLoader(final ClassLoader api) {
        super("kindling-api", ClassLoader.getPlatformClassLoader());
        this.api = api;
    }

    @Override
    protected Class<?> findClass(final String name) throws ClassNotFoundException {
        if (name.startsWith(API)) {
            return api.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }
}
