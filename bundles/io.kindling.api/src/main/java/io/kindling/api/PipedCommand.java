package io.kindling.api;

import io.kindling.api.function.FlatMapFunction;
import io.kindling.api.spi.OrderSensitive;
import java.nio.charset.Charset;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * A program that gets a partition's records as lines and whose lines are the result. Order-sensitive, since a program may be.
 *
 * @param <T> the type of the records
 */
final class PipedCommand<T> implements FlatMapFunction<Iterator<T>, String>, OrderSensitive {

    private static final long serialVersionUID = 1L;

    private final List<String> command;
    private final Map<String, String> environment;
    private final boolean ownDirectory;
    private final int bufferSize;
    private final String encoding;

    PipedCommand(final List<String> command, final Map<String, String> environment, final boolean ownDirectory, final int bufferSize,
                 final String encoding) {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("The command of a pipe is empty");
        }
        if (bufferSize < 1) {
            throw new IllegalArgumentException("The buffer of a pipe has " + bufferSize + " bytes; at least 1 is needed");
        }
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.ownDirectory = ownDirectory;
        this.bufferSize = bufferSize;
        this.encoding = Charset.forName(encoding).name(); // fails here rather than on an executor
    }

    /** The words of a command, cut at blanks; without quotes, as Spark does it. */
    static List<String> words(final String command) {
        return Collections.list(new StringTokenizer(command)).stream().map(String.class::cast).toList();
    }

    @Override
    public Iterator<String> call(final Iterator<T> records) throws Exception {
        final PipedProcess process = PipedProcess.start(command, environment, ownDirectory, Charset.forName(encoding), bufferSize);
        final TaskContext task = TaskContext.get();
        if (task != null) {
            task.addTaskCompletionListener(ended -> process.close());
        }
        return new PipedLines(process, records);
    }
}
