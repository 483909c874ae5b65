package io.kindling.events.log;

import io.kindling.compression.FileCompression;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a log's file says, e.g. {@code events-2.jsonl.zst.inprogress}.
 *
 * @param number      its place in the log, from 1
 * @param compression null for none
 * @param finished    whether nothing comes to it any more
 */
record LogFileName(int number, FileCompression compression, boolean finished) {

    private static final String IN_PROGRESS = ".inprogress";
    private static final Pattern NAME = Pattern.compile("events-([1-9][0-9]{0,8})\\.jsonl(\\.(?!inprogress)[a-z0-9]+)?(\\.inprogress)?");

    /** What a file is called, or null if it belongs to no log. */
    static LogFileName of(final Path file) {
        final Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            return null;
        }
        final FileCompression compression = name.group(2) == null ? null : FileCompression.ofName(name.group(2));
        return name.group(2) != null && compression == null ? null : new LogFileName(Integer.parseInt(name.group(1)), compression, name.group(3) == null);
    }

    String text() {
        return "events-" + number + ".jsonl" + (compression == null ? "" : compression.ending()) + (finished ? "" : IN_PROGRESS);
    }

    /** The same when nothing comes to it any more. */
    LogFileName done() {
        return new LogFileName(number, compression, true);
    }
}
