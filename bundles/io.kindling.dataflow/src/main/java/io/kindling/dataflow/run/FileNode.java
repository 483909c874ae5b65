package io.kindling.dataflow.run;

import io.kindling.dataflow.SourcePayloads;
import io.kindling.dataflow.source.FileRecords;
import io.kindling.protocol.stage.FileFormat;
import java.io.IOException;
import java.util.Iterator;

/** Records of whole files, or of files of records. */
record FileNode(SourceNodes.Place place, FileFormat format) implements Node {

    @Override
    public Iterator<Object> iterate(final TaskRun run, final int partition) {
        final FileRecords records = new FileRecords(format, SourcePayloads.fileBatch(run.payload(place, partition)), run.environment().codec());
        run.closeAtEnd(records);
        return new Lookahead() {
            @Override
            boolean advance() throws IOException {
                if (!records.next()) {
                    return false;
                }
                run.environment().counters().recordsRead++;
                return found(records.record());
            }
        };
    }
}
