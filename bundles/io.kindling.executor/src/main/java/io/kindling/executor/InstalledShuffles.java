package io.kindling.executor;

import io.kindling.shuffle.FileShuffles;
import io.kindling.shuffle.Shuffles;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The shuffles that are installed, by name. Thread-safe. */
final class InstalledShuffles {

    private final Map<String, Shuffles> byName = new ConcurrentHashMap<>();

    void add(final String name, final Shuffles shuffles) {
        byName.put(name, shuffles);
    }

    void remove(final String name, final Shuffles shuffles) {
        byName.remove(name, shuffles);
    }

    /**
     * The one of a name.
     *
     * @param name empty for the one that comes with the runtime
     */
    Shuffles find(final String name) throws NoSuchShuffleException {
        final Shuffles found = byName.get(name.isEmpty() ? FileShuffles.KIND : name);
        if (found == null) {
            throw new NoSuchShuffleException(Shuffles.NAME + "=" + name + " names no shuffle that is installed here; there are "
                    + new TreeSet<>(byName.keySet()) + ". Choose one of them, or put its bundle in plugins/executor of the runtime on every host of the cluster");
        }
        return found;
    }
}
