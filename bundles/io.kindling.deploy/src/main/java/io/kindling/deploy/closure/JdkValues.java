package io.kindling.deploy.closure;

import java.util.Set;

/** The JDK's value classes: what an application may hand over beside its own classes and the API's. */
final class JdkValues {

    /** Packages of values; classes directly in them and nested in those. */
    private static final Set<String> PACKAGES = Set.of("java.math", "java.text", "java.time", "java.time.chrono", "java.time.zone",
            "java.time.temporal", "java.time.format", "java.util", "java.util.concurrent.atomic", "java.util.function", "java.util.regex");

    private static final Set<String> CLASSES = Set.of("java.lang.Boolean", "java.lang.Byte", "java.lang.Character", "java.lang.Class",
            "java.lang.Comparable", "java.lang.Double", "java.lang.Enum", "java.lang.Float", "java.lang.Integer", "java.lang.Long",
            "java.lang.Number", "java.lang.Object", "java.lang.Record", "java.lang.Short", "java.lang.StackTraceElement",
            "java.lang.String", "java.lang.StringBuffer", "java.lang.StringBuilder", "java.lang.Void", "java.lang.CharSequence",
            "java.lang.String$CaseInsensitiveComparator",
            "java.lang.invoke.SerializedLambda", "java.lang.reflect.Proxy", "java.io.File", "java.io.Serializable", "java.net.URI", "java.sql.Date", "java.sql.Time",
            "java.sql.Timestamp", "sun.util.calendar.ZoneInfo", // what TimeZone.getDefault() gives
            "java.util.concurrent.TimeUnit", "java.util.concurrent.ConcurrentHashMap", "java.util.concurrent.ConcurrentHashMap$Segment",
            "java.util.concurrent.ConcurrentHashMap$KeySetView", "java.util.concurrent.ConcurrentHashMap$CollectionView",
            "java.util.concurrent.ConcurrentLinkedDeque", "java.util.concurrent.ConcurrentLinkedQueue",
            "java.util.concurrent.ConcurrentSkipListMap", "java.util.concurrent.ConcurrentSkipListSet",
            "java.util.concurrent.CopyOnWriteArrayList", "java.util.concurrent.CopyOnWriteArraySet",
            "java.util.concurrent.locks.ReentrantLock", "java.util.concurrent.locks.ReentrantLock$Sync", // in a ConcurrentHashMap
            "java.util.concurrent.locks.ReentrantLock$NonfairSync", "java.util.concurrent.locks.ReentrantLock$FairSync",
            "java.util.concurrent.locks.AbstractQueuedSynchronizer", "java.util.concurrent.locks.AbstractOwnableSynchronizer");

    /** Packages whose throwables are values: an application's own exceptions extend them. */
    private static final Set<String> THROWABLES = Set.of("java.lang", "java.io");

    private JdkValues() {
    }

    /** Whether a class of the JDK is one of them. */
    static boolean has(final Class<?> type) {
        final String name = type.getName();
        final String inPackage = type.getPackageName();
        return CLASSES.contains(name) || PACKAGES.contains(inPackage)
                || THROWABLES.contains(inPackage) && Throwable.class.isAssignableFrom(type);
    }

    /** Whether a class belongs to the JDK at all. */
    static boolean isJdk(final Class<?> type) {
        return type.getClassLoader() == null || type.getClassLoader() == ClassLoader.getPlatformClassLoader();
    }
}
