package io.kindling.driver.rdd;

import io.kindling.driver.files.FileInputs;
import io.kindling.driver.files.FilePaths;
import io.kindling.driver.files.InputRules;
import io.kindling.driver.files.TextOutput;
import io.kindling.protocol.stage.TextSplit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The files of one application: inputs, and outputs under way, which go with the context if they are not finished. Thread-safe. */
public final class ApplicationFiles implements AutoCloseable {

    private final FilePaths paths;
    private final FileInputs inputs;
    private final Set<TextOutput> open = ConcurrentHashMap.newKeySet();

    /** @param paths what paths mean */
    public ApplicationFiles(final FilePaths paths, final InputRules rules) {
        this.paths = paths;
        inputs = new FileInputs(paths, rules);
    }

    FileInputs inputs() {
        return inputs;
    }

    List<TextSplit> splits(final String path, final int minPartitions) {
        return inputs.text(path, minPartitions);
    }

    /** Writes a directory: it appears whole, or not at all. */
    void write(final String directory, final Function<TextOutput, List<String>> writer) {
        final TextOutput output = TextOutput.create(paths, directory);
        open.add(output);
        try {
            output.commit(writer.apply(output));
        } finally {
            output.abort();
            open.remove(output);
        }
    }

    @Override
    public void close() {
        open.forEach(TextOutput::abort);
    }
}
