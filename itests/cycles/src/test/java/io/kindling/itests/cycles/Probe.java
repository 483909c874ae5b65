package io.kindling.itests.cycles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Looks at this JVM. Needs {@code --add-opens java.base/java.lang=ALL-UNNAMED} for the shutdown hooks, and /proc. */
final class Probe {

    /** Threads of the JDK and of Felix that come with work and end by themselves when idle, after seconds to a minute; they hold no application. */
    private static final Pattern OTHERS = Pattern.compile("process reaper.*|ForkJoinPool\\.commonPool-worker-.*|FelixResolver-.*");
    /** The next thread, application or version of a bundle is called otherwise, and is not more than the last one was. */
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern APPLICATION = Pattern.compile("app-\\d+-[0-9a-f]+");
    private static final Pattern TOTAL = Pattern.compile("Total = (\\d+)");
    private static final long KIB = 1024;

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final Path temporary = Path.of(System.getProperty("java.io.tmpdir"));

    Snapshot look() {
        final Set<String> threads = prefixed("thread ", Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> !OTHERS.matcher(name).matches()));
        final Map<Integer, String> open = descriptors();
        final Set<String> files = temporaryFiles();
        final Set<String> hooks = prefixed("shutdown hook ", hooks().stream().map(Thread::getName));
        final Set<String> children = prefixed("child process ", ProcessHandle.current().children().map(child -> Long.toString(child.pid())));
        final Set<String> beans = prefixed("MBean ", server.queryNames(null, null).stream().map(ObjectName::toString));
        final Map<String, Long> numbers = new TreeMap<>();
        numbers.put(Snapshot.THREADS, (long) threads.size());
        numbers.put(Snapshot.DESCRIPTORS, (long) open.size());
        numbers.put("sockets", open.values().stream().filter(target -> target.startsWith("socket:")).count());
        numbers.put("pipes", open.values().stream().filter(target -> target.startsWith("pipe:")).count());
        numbers.put(Snapshot.FILES, (long) files.size());
        numbers.put(Snapshot.HOOKS, (long) hooks.size());
        numbers.put(Snapshot.CHILDREN, (long) children.size());
        numbers.put(Snapshot.MBEANS, (long) beans.size());
        numbers.put(Snapshot.CLASSES, (long) ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
        numbers.put(Snapshot.LOADERS, classLoaders());
        numbers.put(Snapshot.METASPACE_USED, metaspace().getUsage().getUsed() / KIB);
        numbers.put(Snapshot.METASPACE_COMMITTED, metaspace().getUsage().getCommitted() / KIB);
        numbers.put(Snapshot.HEAP, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / KIB);
        final Set<String> things = new HashSet<>();
        things.addAll(threads);
        things.addAll(files);
        things.addAll(hooks);
        things.addAll(children);
        things.addAll(beans);
        things.addAll(prefixed("descriptor ", open.values().stream()));
        return new Snapshot(numbers, things);
    }

    private static Set<String> prefixed(final String kind, final Stream<String> names) {
        final Map<String, Integer> seen = new TreeMap<>();
        final Set<String> all = new HashSet<>();
        names.map(name -> NUMBER.matcher(APPLICATION.matcher(name).replaceAll("app-N")).replaceAll("N"))
                .forEach(name -> all.add(kind + name + (seen.merge(name, 1, Integer::sum) == 1 ? "" : ", " + seen.get(name) + " of them")));
        return all;
    }

    private static Map<Integer, String> descriptors() {
        final Map<Integer, String> open = new TreeMap<>();
        try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
            for (final Path link : links.toList()) {
                // The one with which this list was read has gone already.
                if (Files.isSymbolicLink(link)) {
                    open.put(Integer.valueOf(link.getFileName().toString()), Files.readSymbolicLink(link).toString());
                }
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return open;
    }

    private Set<String> temporaryFiles() {
        // What is inside the framework's storage, or the directory of a cluster that is in use, is theirs.
        try (Stream<Path> all = Files.list(temporary)) {
            return prefixed("temporary file ", all.map(Path::toString));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Collection<Thread> hooks() {
        try {
            final var hooks = Class.forName("java.lang.ApplicationShutdownHooks").getDeclaredField("hooks");
            hooks.setAccessible(true);
            return Set.copyOf(((Map<Thread, Thread>) hooks.get(null)).keySet());
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException("The test JVM lacks its --add-opens", e);
        }
    }

    private long classLoaders() {
        try {
            final Object text = server.invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "vmClassloaderStats",
                    new Object[] {new String[0]}, new String[] {String[].class.getName()});
            final Matcher total = TOTAL.matcher(text.toString());
            if (!total.find()) {
                throw new IllegalStateException("No total in " + text);
            }
            return Long.parseLong(total.group(1));
        } catch (final JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MemoryPoolMXBean metaspace() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getName().equals("Metaspace")).findFirst().orElseThrow();
    }
}
