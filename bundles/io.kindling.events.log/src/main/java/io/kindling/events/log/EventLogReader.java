package io.kindling.events.log;

import io.kindling.api.KindlingException;
import io.kindling.api.admin.ApplicationListener;
import io.kindling.api.admin.EventLogs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Reads logs, those too that are being written and those whose writer was killed. */
@Component
public final class EventLogReader implements EventLogs {

    private static final int LOOKS = 10;

    private final Listing listing;

    /** What is in a directory. While files there are renamed it may name them by both names, or by none. */
    interface Listing {
        List<Path> list(Path directory) throws IOException;
    }

    /** Called by the component runtime. */
    @Activate
    public EventLogReader() {
        this(EventLogReader::list);
    }

    EventLogReader(final Listing listing) {
        this.listing = listing;
    }

    @Override
    public EventLog replay(final Path log, final ApplicationListener listener) {
        return read(log, (text, line) -> {
            if (line.event() != null) {
                listener.onEvent(line.event());
            }
        });
    }

    @Override
    public EventLog lines(final Path log, final Consumer<String> lines) {
        return read(log, (text, line) -> lines.accept(text));
    }

    private EventLog read(final Path log, final BiConsumer<String, EventLine> lines) {
        final List<Path> files = files(log);
        final Counts counts = new Counts(lines);
        String cut = null;
        boolean finished = true;
        for (int i = 0; i < files.size(); i++) {
            final Path file = files.get(i);
            finished &= LogFileName.of(file).finished();
            cut = readFile(file, counts);
            if (cut != null && i < files.size() - 1) {
                throw new KindlingException(cut + ", and other files follow it: the log is damaged; its files can be read one by one");
            }
        }
        return new EventLog(counts.events, counts.dropped, counts.unknown, finished, cut);
    }

    private List<Path> files(final Path log) {
        if (!Files.isDirectory(log)) {
            if (!Files.exists(log)) {
                throw new KindlingException("There is no event log " + log + ": name the directory of an application, or a file in it");
            } else if (LogFileName.of(log) == null) {
                throw new KindlingException(log + " is no file of an event log: they are called events-1.jsonl and so on");
            }
            return List.of(log);
        }
        try {
            final List<Path> files = settled(log);
            if (files.isEmpty()) {
                throw new KindlingException("No file of an event log is in " + log + ": name the directory of an application, or a file in it");
            }
            for (int i = 0; i < files.size(); i++) {
                if (LogFileName.of(files.get(i)).number() != i + 1) {
                    throw new KindlingException("The event log " + log + " is not whole: where file " + (i + 1) + " should be is "
                            + files.get(i).getFileName() + "; its files can be read one by one");
                }
            }
            return files;
        } catch (final IOException e) {
            throw new KindlingException("The event log " + log + " cannot be read: " + e, e);
        }
    }

    /**
     * The files as two looks in a row show them. One look is not enough, even if it shows no gap: the last file may be missing. A file is renamed
     * once, so the next look has it; a log that gets new files so quickly that no two looks agree is taken as the last one shows it.
     */
    private List<Path> settled(final Path log) throws IOException {
        List<Path> files = look(log);
        for (int looks = 1; looks < LOOKS; looks++) {
            final List<Path> before = files;
            files = look(log);
            if (files.equals(before)) {
                break;
            }
        }
        return files;
    }

    private List<Path> look(final Path log) throws IOException {
        return listing.list(log).stream().filter(file -> LogFileName.of(file) != null)
                .sorted(Comparator.<Path>comparingInt(file -> LogFileName.of(file).number()).thenComparing(Comparator.naturalOrder())).toList();
    }

    private static List<Path> list(final Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        }
    }

    /** Returns why the file ends early, or null. */
    private static String readFile(final Path file, final Counts counts) {
        final LogFileName name = LogFileName.of(file);
        try (InputStream stored = open(file, name);
             TailInput tail = TailInput.of(stored, name.compression());
             BufferedReader reader = new BufferedReader(new InputStreamReader(tail, StandardCharsets.UTF_8))) {
            long number = 0;
            String problem = null;
            for (String text; (text = reader.readLine()) != null;) {
                number++;
                if (problem != null) {
                    throw new KindlingException(problem + ", and other lines follow it: the log is damaged");
                }
                problem = counts.line(text, file, number);
            }
            return tail.failure() == null ? problem : file + " ends after line " + number + " with what cannot be read: " + tail.failure().getMessage();
        } catch (final IOException e) {
            throw new KindlingException("The event log's file " + file + " cannot be read: " + e, e);
        }
    }

    /** Its writer may have finished it, and renamed it, since its name was read. */
    private static InputStream open(final Path file, final LogFileName name) throws IOException {
        try {
            return Files.newInputStream(file);
        } catch (final NoSuchFileException e) {
            final Path done = file.resolveSibling(name.done().text());
            if (name.finished() || !Files.exists(done)) {
                throw e;
            }
            return Files.newInputStream(done);
        }
    }

    private static final class Counts {

        private final BiConsumer<String, EventLine> lines;
        private long events;
        private long dropped;
        private long unknown;

        Counts(final BiConsumer<String, EventLine> lines) {
            this.lines = lines;
        }

        /** Returns what is wrong with a line, or null. */
        String line(final String text, final Path file, final long number) {
            final EventLine line;
            try {
                line = EventLine.parse(text);
            } catch (final IllegalArgumentException e) {
                return file + ", line " + number + " cannot be read: " + e.getMessage();
            }
            dropped += line.dropped();
            unknown += line.unknown() ? 1 : 0;
            events += line.event() == null ? 0 : 1;
            lines.accept(text, line);
            return null;
        }
    }
}
