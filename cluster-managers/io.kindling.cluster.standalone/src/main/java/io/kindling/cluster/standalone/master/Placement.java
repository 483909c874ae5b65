package io.kindling.cluster.standalone.master;

import io.kindling.cluster.api.ResourceProfile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Decides on which workers new executors of one application go. Pure. */
final class Placement {

    private final ResourceProfile profile;
    private final boolean spreadOut;
    private final Comparator<Room> order;
    private int executors;
    private int cores;

    /**
     * @param executors the most that may be placed
     * @param cores     the most cores that they may have together
     */
    Placement(final ResourceProfile profile, final int executors, final int cores, final boolean spreadOut) {
        this.profile = profile;
        this.executors = executors;
        this.cores = cores;
        this.spreadOut = spreadOut;
        final Comparator<Room> fewest = Comparator.<Room>comparingInt(r -> r.executors).thenComparingInt(r -> -r.freeCores);
        order = spreadOut ? fewest : Comparator.comparingInt(r -> r.freeCores);
    }

    /** One new executor. */
    record Slot(WorkerRecord worker, int cores) {
    }

    /** What a worker has to give. */
    static final class Room {

        private final WorkerRecord worker;
        private int executors;
        private int freeCores;
        private long freeMemory;
        private int taken;

        /** @param executors how many of the application are there already */
        Room(final WorkerRecord worker, final int executors) {
            this.worker = worker;
            this.executors = executors;
            freeCores = worker.freeCores();
            freeMemory = worker.freeMemory();
        }
    }

    static long memoryOf(final ResourceProfile profile) {
        return profile.heapBytes() + profile.overheadBytes();
    }

    /** The new executors, in the order in which they are to be granted. */
    List<Slot> place(final List<Room> rooms) {
        return profile.cores() > 0 ? placeEqual(rooms) : placeWhole(rooms);
    }

    private List<Slot> placeEqual(final List<Room> rooms) {
        final List<Slot> slots = new ArrayList<>();
        while (executors > 0 && cores >= profile.cores()) {
            final Room room = rooms.stream().filter(r -> fits(r, profile.cores())).min(order).orElse(null);
            if (room == null) {
                break;
            }
            room.freeCores -= profile.cores();
            room.freeMemory -= memoryOf(profile);
            room.executors++;
            executors--;
            cores -= profile.cores();
            slots.add(new Slot(room.worker, profile.cores()));
        }
        return slots;
    }

    /** One executor a worker, with as many of its cores as the limit gives it. */
    private List<Slot> placeWhole(final List<Room> rooms) {
        final List<Room> chosen = rooms.stream().filter(r -> fits(r, 1)).sorted(order).limit(executors).toList();
        boolean more = true;
        while (cores > 0 && more) {
            more = false;
            for (final Room room : chosen) {
                final int step = Math.min(cores, spreadOut ? Math.min(1, room.freeCores) : room.freeCores);
                room.freeCores -= step;
                room.taken += step;
                cores -= step;
                more |= step > 0;
            }
        }
        return chosen.stream().filter(r -> r.taken > 0).map(r -> new Slot(r.worker, r.taken)).toList();
    }

    private boolean fits(final Room room, final int wanted) {
        return room.freeCores >= wanted && room.freeMemory >= memoryOf(profile);
    }
}
