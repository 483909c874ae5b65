package io.kindling.dataflow.run;

import io.kindling.api.Tuple2;
import io.kindling.dataflow.aggregate.KeyedCursor;
import io.kindling.dataflow.source.TextLines;
import java.util.Iterator;

/** The beginnings of push loops; they are templates for the copies of a pipeline. */
final class Loops {

    private Loops() {
    }

    static final class OfIterator implements Loop {

        private final Iterator<Object> records;

        OfIterator(final Iterator<Object> records) {
            this.records = records;
        }

        @Override
        public void run(final TaskRun run, final Receiver target) throws Exception {
            while (records.hasNext()) {
                run.tick();
                target.accept(records.next());
            }
        }
    }

    static final class OfRange implements Loop {

        private final long first;
        private final long step;
        private final long count;

        OfRange(final long first, final long step, final long count) {
            this.first = first;
            this.step = step;
            this.count = count;
        }

        @Override
        public void run(final TaskRun run, final Receiver target) throws Exception {
            long value = first;
            long left = count;
            try {
                while (left > 0) {
                    left--;
                    run.tick();
                    target.accept(value);
                    value += step;
                }
            } finally {
                run.environment().counters().recordsRead += count - left;
            }
        }
    }

    static final class OfText implements Loop {

        private final TextLines lines;

        OfText(final TextLines lines) {
            this.lines = lines;
        }

        @Override
        public void run(final TaskRun run, final Receiver target) throws Exception {
            long count = 0;
            try {
                for (String line = lines.next(); line != null; line = lines.next()) {
                    count++;
                    run.tick();
                    target.accept(line);
                }
            } finally {
                run.environment().counters().recordsRead += count;
            }
        }
    }

    /** Keys with their states, as pairs. */
    static final class OfStates implements Loop {

        private final KeyedCursor results;

        OfStates(final KeyedCursor results) {
            this.results = results;
        }

        @Override
        public void run(final TaskRun run, final Receiver target) throws Exception {
            while (results.next()) {
                run.tick();
                target.accept(new Tuple2<>(results.key(), results.state()));
            }
        }
    }
}
