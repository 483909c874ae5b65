package io.kindling.dataflow.run;

import io.kindling.dataflow.SourcePayloads;
import io.kindling.dataflow.source.TextLines;
import java.io.IOException;
import java.util.Iterator;

/** Lines of text files. */
record TextNode(SourceNodes.Place place) implements Node {

    @Override
    public Iterator<Object> iterate(final TaskRun run, final int partition) throws IOException {
        final TextLines lines = TextLines.open(SourcePayloads.textSplit(run.payload(place, partition)));
        run.closeAtEnd(lines);
        return new Lookahead() {
            @Override
            boolean advance() throws IOException {
                final String line = lines.next();
                if (line == null) {
                    return false;
                }
                run.environment().counters().recordsRead++;
                return found(line);
            }
        };
    }

    @Override
    public void drive(final TaskRun run, final int partition, final Receiver target) throws Exception {
        try (TextLines lines = TextLines.open(SourcePayloads.textSplit(run.payload(place, partition)))) {
            run.parts().make(Loop.class, Loops.OfText.class, lines).run(run, target);
        }
    }
}
