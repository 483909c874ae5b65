package io.kindling.storage.api;

import java.util.Arrays;
import java.util.List;

/**
 * How a block is kept. Travels as text, e.g. {@code disk+memory+objects+x2}.
 *
 * @param disk     on a local disk, if it is not in memory
 * @param memory   in memory, as long as there is room
 * @param offHeap  memory outside of the heap is meant; then never as objects
 * @param objects  in memory as objects; encoded if not
 * @param replicas on how many executors, 1 or more
 */
public record KeepLevel(boolean disk, boolean memory, boolean offHeap, boolean objects, int replicas) {

    /** As objects on the heap of one executor. */
    public static final KeepLevel MEMORY_ONLY = new KeepLevel(false, true, false, true, 1);
    /** On the disk of one executor. */
    public static final KeepLevel DISK_ONLY = new KeepLevel(true, false, false, false, 1);

    private static final int MOST_REPLICAS = 40;

    public KeepLevel {
        if (replicas < 1 || replicas >= MOST_REPLICAS) {
            throw new IllegalArgumentException("A block is kept on 1 to " + (MOST_REPLICAS - 1) + " executors, not on " + replicas);
        }
        if (!disk && !memory) {
            throw new IllegalArgumentException("A block is kept in memory, on disk, or both");
        }
        if (objects && (!memory || offHeap)) {
            throw new IllegalArgumentException("Only on the heap are there objects");
        }
    }

    /** Reads what {@link #text} made. */
    public static KeepLevel parse(final String text) {
        final List<String> words = Arrays.asList(text.split("\\+"));
        int replicas = 1;
        for (final String word : words) {
            if (word.matches("x[0-9]{1,3}")) {
                replicas = Integer.parseInt(word.substring(1));
            } else if (!List.of("disk", "memory", "offheap", "objects").contains(word)) {
                throw new IllegalArgumentException("No storage level is " + text);
            }
        }
        return new KeepLevel(words.contains("disk"), words.contains("memory"), words.contains("offheap"), words.contains("objects"), replicas);
    }

    /** For the wire. */
    public String text() {
        final StringBuilder text = new StringBuilder();
        text.append(disk ? "disk+" : "").append(memory ? "memory+" : "").append(offHeap ? "offheap+" : "").append(objects ? "objects+" : "");
        return text.append('x').append(replicas).toString();
    }
}
