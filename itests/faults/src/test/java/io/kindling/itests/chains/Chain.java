package io.kindling.itests.chains;

import io.kindling.api.JobFailedException;
import io.kindling.api.KindlingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A random program as data: sources, steps and actions, each with a seed of its own, so that any of them can be left out.
 *
 * @param sources seeds of where it begins; at least one
 * @param steps   seeds of transformations
 * @param checks  seeds of actions; at least one
 */
record Chain(List<Long> sources, List<Long> steps, List<Long> checks) {

    /** Says that what a job has delivered does not fit what would come now: the other outcome that a loss may have. */
    private static final String UNREPEATABLE = "running it again may give other records";
    private static final Map<String, Step> STEPS = catalogue();
    private static final List<String> STEP_NAMES = List.copyOf(STEPS.keySet());
    private static final Map<String, Checks.Check> CHECKS = Checks.all();
    private static final List<String> CHECK_NAMES = List.copyOf(CHECKS.keySet());

    private static Map<String, Step> catalogue() {
        final Map<String, Step> steps = NarrowSteps.all();
        steps.putAll(KeyedSteps.all());
        steps.putAll(JoinSteps.all());
        steps.putAll(StorageSteps.all());
        steps.putAll(FaultSteps.all());
        return steps;
    }

    static Chain random(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        return new Chain(seeds(random, 1, 3), seeds(random, 1, 10), seeds(random, 1, 5));
    }

    private static List<Long> seeds(final SplittableRandom random, final int least, final int most) {
        final List<Long> seeds = new ArrayList<>();
        final int count = random.nextInt(least, most + 1);
        for (int i = 0; i < count; i++) {
            seeds.add(random.nextLong());
        }
        return seeds;
    }

    /** Runs it and returns its text; the error of a program that goes wrong has its text. */
    Program run(final KindlingContext context, final Settings settings) {
        final Program program = new Program(context, settings);
        try {
            sources.forEach(seed -> Sources.make(program, new SplittableRandom(seed)));
            for (final long seed : steps) {
                final SplittableRandom random = new SplittableRandom(seed);
                final Step step = STEPS.get(STEP_NAMES.get(random.nextInt(STEP_NAMES.size())));
                step.apply(program, program.any(random), random);
            }
            for (final long seed : checks) {
                final SplittableRandom random = new SplittableRandom(seed);
                final String name = CHECK_NAMES.get(random.nextInt(3) == 0 ? 0 : random.nextInt(CHECK_NAMES.size()));
                final Node node = program.any(random);
                program.say(node.name() + ": " + name);
                CHECKS.get(name).run(program, node, random);
            }
            return program;
        } catch (final RuntimeException | AssertionError e) {
            if (program.hasLosses() && String.valueOf(e.getMessage()).contains(UNREPEATABLE)) {
                program.say("// a job was refused, since its results would not have fitted each other");
                return program;
            }
            final String detail = e instanceof JobFailedException failure ? "\n" + failure.detail() : "";
            throw new AssertionError(e + detail + "\nin the program\n" + program + "\nmade of " + this, e);
        }
    }

    /** The same without one of its parts, for each of these. */
    List<Chain> smaller() {
        final List<Chain> smaller = new ArrayList<>();
        for (int i = 0; i < checks.size() && checks.size() > 1; i++) {
            smaller.add(new Chain(sources, steps, without(checks, i)));
        }
        for (int i = 0; i < steps.size(); i++) {
            smaller.add(new Chain(sources, without(steps, i), checks));
        }
        for (int i = 0; i < sources.size() && sources.size() > 1; i++) {
            smaller.add(new Chain(without(sources, i), steps, checks));
        }
        return smaller;
    }

    private static List<Long> without(final List<Long> seeds, final int index) {
        final List<Long> fewer = new ArrayList<>(seeds);
        fewer.remove(index);
        return fewer;
    }
}
