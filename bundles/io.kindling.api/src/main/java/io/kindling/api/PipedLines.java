package io.kindling.api;

import java.io.ByteArrayOutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The lines of a process, which is given the records meanwhile. Everything of the application happens on the task's own thread. */
final class PipedLines implements Iterator<String> {

    private final PipedProcess process;
    private final Iterator<?> records;
    private Iterator<String> lines = List.<String>of().iterator();
    private boolean given;
    private boolean ended;

    PipedLines(final PipedProcess process, final Iterator<?> records) {
        this.process = process;
        this.records = records;
    }

    @Override
    public boolean hasNext() {
        try {
            while (!lines.hasNext() && !ended) {
                advance();
            }
            return !ended;
        } catch (final InterruptedException e) {
            process.close();
            Thread.currentThread().interrupt();
            throw new TaskKilledException("interrupted while waiting for the program of a pipe");
        } catch (final RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private void advance() throws InterruptedException {
        while (!given && process.wantsInput()) {
            give();
        }
        final List<String> read = process.read(!given);
        if (read == null) {
            ended = true;
            process.end();
        } else {
            lines = read.iterator();
        }
    }

    private void give() {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream(process.bufferSize());
        while (bytes.size() < process.bufferSize() && records.hasNext()) {
            bytes.writeBytes((records.next() + "\n").getBytes(process.charset()));
        }
        if (bytes.size() > 0) {
            process.write(bytes.toByteArray());
        }
        if (!records.hasNext()) {
            given = true;
            process.endInput();
        }
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The program has no more lines");
        }
        return lines.next();
    }
}
