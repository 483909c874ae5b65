package io.kindling.itests.chains;

import io.kindling.api.Broadcast;
import io.kindling.api.StorageLevel;
import io.kindling.api.StorageLevels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Ways of keeping data sets: the records are the same. */
final class StorageSteps {

    private static final List<StorageLevel> LEVELS = List.of(StorageLevels.DISK_ONLY, StorageLevels.DISK_ONLY_2, StorageLevels.MEMORY_ONLY,
            StorageLevels.MEMORY_ONLY_2, StorageLevels.MEMORY_ONLY_SER, StorageLevels.MEMORY_AND_DISK, StorageLevels.MEMORY_AND_DISK_SER,
            StorageLevels.MEMORY_AND_DISK_SER_2);

    private StorageSteps() {
    }

    static Map<String, Step> all() {
        final Map<String, Step> steps = new LinkedHashMap<>();
        steps.put("cache", StorageSteps::cache);
        steps.put("cacheNow", StorageSteps::cacheNow);
        steps.put("persist", StorageSteps::persist);
        steps.put("objectFile", StorageSteps::objectFile);
        steps.put("broadcast", StorageSteps::broadcast);
        steps.put("unpersist", StorageSteps::unpersist);
        return steps;
    }

    private static Node cache(final Program program, final Node in, final SplittableRandom random) {
        if (!in.rdd().getStorageLevel().isValid()) {
            program.say(in.name() + ".cache()");
            in.rdd().cache();
        }
        return in;
    }

    private static Node cacheNow(final Program program, final Node in, final SplittableRandom random) {
        return counted(program, in, cache(program, in, random));
    }

    private static Node counted(final Program program, final Node in, final Node kept) {
        program.say(kept.name() + ".count()");
        final long count = kept.rdd().count();
        if (count != in.model().size()) {
            throw new AssertionError("count: expected " + in.model().size() + ", found " + count);
        }
        return kept;
    }

    private static Node persist(final Program program, final Node in, final SplittableRandom random) {
        final StorageLevel level = LEVELS.get(random.nextInt(LEVELS.size()));
        final Node kept = program.node(in, "filter(all).persist(" + level + ")", in.rdd().filter(record -> true), in.model());
        kept.rdd().persist(level);
        return random.nextBoolean() ? counted(program, in, kept) : kept;
    }

    /** Written to files and read from them. */
    private static Node objectFile(final Program program, final Node in, final SplittableRandom random) {
        final String directory = program.settings().folder().resolve("objects-" + System.nanoTime()).toString();
        in.rdd().map(record -> record).saveAsObjectFile(directory);
        return program.node(in, "saveAsObjectFile; context.objectFile", program.context.objectFile(directory),
                in.model().sequenced() ? in.model().displaced() : in.model().shuffled());
    }

    private static Node broadcast(final Program program, final Node in, final SplittableRandom random) {
        final int kind = Sources.kind(random);
        final List<Object> values = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            values.add(Values.of(kind, i));
        }
        final Broadcast<List<Object>> shared = program.context.broadcast(values);
        return program.node(in, "map(code % 50 of a broadcast of kind " + kind + ")", in.rdd().map(record -> shared.value().get(Values.code(record) % 50)),
                in.model().map1(record -> values.get(Values.code(record) % 50)));
    }

    private static Node unpersist(final Program program, final Node in, final SplittableRandom random) {
        program.say(in.name() + ".unpersist()");
        in.rdd().unpersist();
        return in;
    }
}
