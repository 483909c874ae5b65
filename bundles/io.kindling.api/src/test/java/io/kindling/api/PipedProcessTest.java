package io.kindling.api;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.Test;

public class PipedProcessTest {

    private volatile boolean destroyed;

    /** Ends well, whatever becomes of its output. */
    private final class Program extends Process {

        private final InputStream output;

        Program(final InputStream output) {
            this.output = output;
        }

        @Override
        public OutputStream getOutputStream() {
            return new ByteArrayOutputStream();
        }

        @Override
        public InputStream getInputStream() {
            return output;
        }

        @Override
        public InputStream getErrorStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public int waitFor() {
            return 0;
        }

        @Override
        public int exitValue() {
            if (!destroyed) {
                throw new IllegalThreadStateException("it runs");
            }
            return 0;
        }

        @Override
        public long pid() {
            return 1;
        }

        @Override
        public Stream<ProcessHandle> descendants() {
            return Stream.of();
        }

        @Override
        public Process destroyForcibly() {
            destroyed = true;
            return this;
        }

        @Override
        public void destroy() {
            destroyed = true;
        }
    }

    private PipedLines lines(final InputStream output) {
        return new PipedLines(new PipedProcess("tr", new Program(output), null, StandardCharsets.UTF_8, 64), Collections.emptyIterator());
    }

    private static InputStream text(final String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    public void shouldGiveTheLinesOfAProgram() {
        final PipedLines lines = lines(text("one\ntwo\n"));
        assertEquals("one", lines.next());
        assertEquals("two", lines.next());
        assertTrue(!lines.hasNext() && destroyed);
    }

    @Test
    public void shouldFailRatherThanLoseTheRestOfTheOutput() {
        final PipedLines lines = lines(new SequenceInputStream(text("one\n"), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk of the pipe is gone");
            }
        }));

        final String message = assertThrows(KindlingException.class, () -> {
            while (lines.hasNext()) {
                assertEquals("one", lines.next());
            }
        }).getMessage();

        assertTrue(message, message.contains("program tr") && message.contains("the disk of the pipe is gone") && destroyed);
    }
}
