package io.kindling.executor.task;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.Test;

public class FailureTextTest {

    private static final class Nasty extends RuntimeException {

        private Throwable cause;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }

        @Override
        public Throwable getCause() {
            return cause;
        }
    }

    @Test
    public void shouldBearAMessageThatThrows() {
        assertEquals(Nasty.class.getName() + ": (its message cannot be told: getMessage threw java.lang.IllegalStateException)", FailureText.summary(new Nasty()));
    }

    @Test
    public void shouldBearCausesThatRunInCircles() {
        final Nasty first = new Nasty();
        final Nasty second = new Nasty();
        first.cause = second;
        second.cause = first;
        assertTrue(FailureText.trace(first).contains("[circular: " + Nasty.class.getName() + "]"));
    }

    @Test
    public void shouldCutWhatIsTooLong() {
        final RuntimeException error = new RuntimeException("\u20ac".repeat(10 << 20), new RuntimeException("\u20ac".repeat(10 << 20),
                new RuntimeException("\u20ac".repeat(10 << 20))));
        assertTrue(FailureText.summary(error).length() < 2_000);
        final int bytes = FailureText.trace(error).getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes + " bytes", bytes <= 64 << 10);
    }

    @Test
    public void shouldWriteASummaryInOneLine() {
        assertEquals("java.lang.RuntimeException: one two", FailureText.summary(new RuntimeException("one\r\n  two")));
        assertEquals("java.lang.RuntimeException", FailureText.summary(new RuntimeException()));
    }
}
