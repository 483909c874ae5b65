package io.kindling.shuffle;

import io.kindling.common.Clock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * What the map outputs of an application on one executor need.
 *
 * @param executor    this executor's number: what the table says to be here is read from files
 * @param directories of this application's own; made if missing, emptied of map outputs at the end. The later
 *                    ones are used when an earlier one cannot be written to
 * @param client      asks other executors
 * @param options     how it is done
 * @param clock       for retries and time limits
 * @param jitter      makes retries of many tasks come apart; thread-safe
 * @param shared      whether the directories are those of all executors of the application in this place: what one has written there, each of them
 *                    gives to readers, also when that one is gone ({@link ShuffleSession#leave})
 */
public record ShuffleSetup(int executor, List<Path> directories, ShuffleClient client, ShuffleOptions options, Clock clock, RandomGenerator jitter,
                           boolean shared) {

    /** 48 MiB. */
    public static final long DEFAULT_BYTES_IN_FLIGHT = 48L << 20;

    /** How long before the first retry. */
    public static final Duration DEFAULT_RETRY_WAIT = Duration.ofMillis(200);

    public ShuffleSetup {
        directories = List.copyOf(directories);
        Objects.requireNonNull(client, "client is null");
        Objects.requireNonNull(options, "options is null");
        if (directories.isEmpty()) {
            throw new IllegalArgumentException("Executor " + executor + " has no local directory for map outputs");
        }
    }

    /** With directories of this executor alone. */
    public ShuffleSetup(final int executor, final List<Path> directories, final ShuffleClient client, final ShuffleOptions options, final Clock clock,
                        final RandomGenerator jitter) {
        this(executor, directories, client, options, clock, jitter, false);
    }

    /** Without compression, and with files of this executor alone. */
    public ShuffleSetup(final int executor, final List<Path> directories, final ShuffleClient client, final long maxBytesInFlight,
                        final Duration retryWait, final Clock clock, final RandomGenerator jitter) {
        this(executor, directories, client, new ShuffleOptions("", null, maxBytesInFlight, retryWait), clock, jitter);
    }

    /** The same, done in another way. */
    public ShuffleSetup with(final ShuffleOptions other) {
        return new ShuffleSetup(executor, directories, client, other, clock, jitter, shared);
    }

    /** The same with directories of all executors of the application in this place. */
    public ShuffleSetup sharing(final List<Path> others) {
        return new ShuffleSetup(executor, others, client, options, clock, jitter, true);
    }

    /** With the usual limits. */
    public static ShuffleSetup of(final int executor, final List<Path> directories, final ShuffleClient client) {
        return new ShuffleSetup(executor, directories, client, DEFAULT_BYTES_IN_FLIGHT, DEFAULT_RETRY_WAIT, Clock.SYSTEM,
                new Random());
    }
}
