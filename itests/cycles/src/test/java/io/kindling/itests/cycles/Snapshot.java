package io.kindling.itests.cycles;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a JVM holds at one moment: numbers, and by name what can be named.
 *
 * @param numbers by what they count
 * @param things  names, each with its kind before it: threads, descriptors, hooks, files, processes, MBeans
 */
record Snapshot(Map<String, Long> numbers, Set<String> things) {

    static final String METASPACE_USED = "metaspace used KiB";
    static final String METASPACE_COMMITTED = "metaspace committed KiB";
    static final String HEAP = "heap used KiB";
    static final String CLASSES = "classes";
    static final String LOADERS = "class loaders";
    static final String THREADS = "threads";
    static final String DESCRIPTORS = "descriptors";
    static final String HOOKS = "shutdown hooks";
    static final String MBEANS = "MBeans";
    static final String CHILDREN = "child processes";
    static final String FILES = "temporary files";

    Snapshot {
        numbers = new TreeMap<>(numbers);
        things = Set.copyOf(things);
    }

    long number(final String what) {
        return numbers.get(what);
    }

    long metaspace() {
        return number(METASPACE_USED);
    }
}
