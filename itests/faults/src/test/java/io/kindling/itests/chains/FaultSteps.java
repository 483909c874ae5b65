package io.kindling.itests.chains;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Faults between jobs: the data sets stay what they are. */
final class FaultSteps {

    private static final int YOUNGEST = 6;
    /** What the files of an executor's artifacts begin with. */
    private static final String CODE = "artifact";

    private FaultSteps() {
    }

    static Map<String, Step> all() {
        final Map<String, Step> steps = new LinkedHashMap<>();
        steps.put("remove", (program, in, random) -> damage(program, in, random, "remove"));
        steps.put("flip", (program, in, random) -> damage(program, in, random, "flip"));
        steps.put("truncate", (program, in, random) -> damage(program, in, random, "truncate"));
        steps.put("kill", FaultSteps::kill);
        return steps;
    }

    /** Kills an executor, now or in the middle of what comes next; where there is only this process, does something else. */
    private static Node kill(final Program program, final Node in, final SplittableRandom random) {
        final int millis = random.nextBoolean() ? 0 : random.nextInt(300);
        final int which = random.nextInt(1_000);
        if (!program.settings().lossy()) {
            return damage(program, in, random, "remove");
        }
        program.say("// an executor is killed in " + millis + " ms");
        program.settings().killer().kill(millis, which);
        return in;
    }

    /** Computes the data set, so that there are files, and damages one of those that executors keep. */
    private static Node damage(final Program program, final Node in, final SplittableRandom random, final String how) {
        in.rdd().count();
        final List<Path> files = files(program.settings().local());
        if (files.isEmpty()) {
            return in;
        }
        final Path file = files.get(random.nextInt(files.size()));
        try {
            final long size = Files.size(file);
            final long at = size == 0 ? 0 : random.nextLong(size);
            program.say(in.name() + ".count(); then " + how + " one of " + files.size() + " files" + (how.equals("remove") ? "" : " at " + at + " of " + size));
            if (how.equals("remove")) {
                Files.delete(file);
            } else if (size > 0) {
                change(file, at, how.equals("flip"), random);
            }
        } catch (final NoSuchFileException e) {
            program.say("// it is gone");
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return in;
    }

    private static void change(final Path file, final long at, final boolean flip, final SplittableRandom random) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            if (flip) {
                open.seek(at);
                final int before = open.read();
                open.seek(at);
                open.write(before ^ 1 << random.nextInt(8));
            } else {
                open.setLength(at);
            }
        }
    }

    private record Aged(File file, long modified) {
    }

    /** The youngest files of data; others may go at any moment, since nobody needs them any more. Damaged code no executor can do without. */
    private static List<Path> files(final Path local) {
        final List<Aged> found = new ArrayList<>();
        gather(local.toFile(), found);
        found.sort(Comparator.comparingLong(Aged::modified).reversed().thenComparing(Aged::file));
        return found.stream().limit(YOUNGEST).map(aged -> aged.file.toPath()).toList();
    }

    private static void gather(final File folder, final List<Aged> found) {
        final File[] files = folder.listFiles();
        for (final File file : files == null ? new File[0] : files) {
            if (file.isFile() && !file.getName().startsWith(CODE)) {
                found.add(new Aged(file, file.lastModified()));
            } else if (file.isDirectory()) {
                gather(file, found);
            }
        }
    }
}
