package io.kindling.itests.chains;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Ways of keeping data sets: the records are the same. */
final class StorageSteps {

    private StorageSteps() {
    }

    static Map<String, Step> all() {
        final Map<String, Step> steps = new LinkedHashMap<>();
        steps.put("cache", StorageSteps::cache);
        steps.put("cacheNow", StorageSteps::cacheNow);
        steps.put("unpersist", StorageSteps::unpersist);
        return steps;
    }

    private static Node cache(final Program program, final Node in, final SplittableRandom random) {
        program.say(in.name() + ".cache()");
        in.rdd().cache();
        return in;
    }

    private static Node cacheNow(final Program program, final Node in, final SplittableRandom random) {
        program.say(in.name() + ".cache().count()");
        final long count = in.rdd().cache().count();
        if (count != in.model().size()) {
            throw new AssertionError("count: expected " + in.model().size() + ", found " + count);
        }
        return in;
    }

    private static Node unpersist(final Program program, final Node in, final SplittableRandom random) {
        program.say(in.name() + ".unpersist()");
        in.rdd().unpersist();
        return in;
    }
}
