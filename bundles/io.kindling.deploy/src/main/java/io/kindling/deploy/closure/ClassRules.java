package io.kindling.deploy.closure;

import io.kindling.deploy.code.ApiLoader;
import io.kindling.deploy.code.Code;
import java.io.InvalidClassException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which classes may travel: those that the application's artifacts define, those of the API, and the JDK's values.
 * One for each class space. Thread-safe.
 */
public final class ClassRules {

    /** Stands for the artifact of what both sides have: the JDK and the API. */
    static final String GIVEN = "";

    private final Code code;
    private final ClassLoader api;
    private final UnusedOuters outers = new UnusedOuters();
    private final Map<Class<?>, String> origins = new ConcurrentHashMap<>(); // goes with the class space

    /** @param api the loader of the API */
    public ClassRules(final Code code, final ClassLoader api) {
        this.code = code;
        this.api = api;
    }

    /**
     * The artifact that a class, or the elements of an array, come from; empty for what both sides have.
     *
     * @throws InvalidClassException if the class may not travel; it names the class and says why
     */
    String originOf(final Class<?> type) throws InvalidClassException {
        final Class<?> element = element(type);
        final String known = origins.get(element);
        if (known != null) {
            return known;
        }
        final String reason = refusal(element);
        if (reason != null) {
            throw new InvalidClassException(element.getName(), reason);
        }
        final String origin = isGiven(element) || Proxy.isProxyClass(element) ? GIVEN : code.artifactOf(element);
        origins.put(element, origin);
        return origin;
    }

    UnusedOuters outers() {
        return outers;
    }

    /** Why a class may not travel, or null if it may. */
    String refusal(final Class<?> type) {
        final Class<?> element = element(type);
        if (isGiven(element)) {
            return null;
        }
        if (Proxy.isProxyClass(element)) {
            return Arrays.stream(element.getInterfaces()).map(this::refusal).filter(Objects::nonNull).findFirst().orElse(null);
        }
        if (JdkValues.isJdk(element)) {
            return "is a class of the JDK that does not travel: only its value classes do; all else must come from the application's artifacts";
        }
        return code.artifactOf(element) == null ? "must come from the application's artifacts; " + code.advice(element) : null;
    }

    /**
     * The class of a name that came.
     *
     * @throws InvalidClassException if it may not travel
     */
    Class<?> load(final String origin, final String name) throws ClassNotFoundException, InvalidClassException {
        final Class<?> type;
        if (origin.equals(GIVEN)) {
            final String element = name.startsWith("[") ? name.substring(name.lastIndexOf('[') + 2) : name;
            type = Class.forName(name, false, element.startsWith(ApiLoader.API) ? api : ClassLoader.getPlatformClassLoader());
        } else {
            type = code.load(origin, name);
        }
        originOf(type);
        return type;
    }

    /**
     * The name by which the other side finds a class: its artifact, a blank, its name.
     *
     * @throws InvalidClassException if it may not travel
     */
    public String nameOf(final Class<?> type) throws InvalidClassException {
        return originOf(type) + " " + type.getName();
    }

    /**
     * The class of such a name.
     *
     * @throws InvalidClassException if it may not travel, or the name is none
     */
    public Class<?> named(final String name) throws ClassNotFoundException, InvalidClassException {
        final int blank = name.indexOf(' ');
        if (blank < 0) {
            throw new InvalidClassException(name, "is not the name of a class and its artifact");
        }
        return load(name.substring(0, blank), name.substring(blank + 1));
    }

    private boolean isGiven(final Class<?> type) {
        return type.isPrimitive() || JdkValues.isJdk(type) && JdkValues.has(type)
                || type.getName().startsWith(ApiLoader.API) && type.getClassLoader() == api;
    }

    private static Class<?> element(final Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return element;
    }
}
