package io.kindling.executor;

import io.kindling.shuffle.FileShuffles;
import io.kindling.shuffle.Shuffles;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The shuffles that are installed, by name. Thread-safe. */
final class InstalledShuffles {

    /** Lists are replaced, never changed. */
    private final Map<String, List<Shuffles>> byName = new ConcurrentHashMap<>();

    void add(final String name, final Shuffles shuffles) {
        byName.merge(name, List.of(shuffles), (there, more) -> Stream.concat(there.stream(), more.stream()).toList());
    }

    void remove(final String name, final Shuffles shuffles) {
        byName.computeIfPresent(name, (key, there) -> {
            final List<Shuffles> left = there.stream().filter(each -> each != shuffles).toList();
            return left.isEmpty() ? null : left;
        });
    }

    /**
     * The one of a name.
     *
     * @param name empty for the one that comes with the runtime
     */
    Shuffles find(final String name) throws NoSuchShuffleException {
        final List<Shuffles> found = byName.get(name.isEmpty() ? FileShuffles.KIND : name);
        if (found == null) {
            throw new NoSuchShuffleException(Shuffles.NAME + "=" + name + " names no shuffle that is installed here; there are "
                    + new TreeSet<>(byName.keySet()) + ". Choose one of them, or put its bundle in plugins/executor of the runtime on every host of the cluster");
        }
        if (found.size() > 1) {
            throw new NoSuchShuffleException(Shuffles.NAME + "=" + name + " names " + found.size() + " shuffles that are installed here, "
                    + found.stream().map(each -> each.getClass().getName()).toList() + ": what one wrote the other cannot read. Take the bundles of all but one away");
        }
        return found.get(0);
    }
}
