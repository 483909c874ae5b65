package io.kindling.driver.control;

import io.kindling.api.KindlingException;
import io.kindling.common.ApplicationId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks an application's agent, and waits a few seconds at the most. Thread-safe. */
final class Questions {

    private static final Logger LOG = LoggerFactory.getLogger(Questions.class);
    private static final long ANSWER_SECONDS = 5;

    private final ApplicationId application;
    private final ControlInbox inbox;

    Questions(final ApplicationId application, final ControlInbox inbox) {
        this.application = application;
        this.inbox = inbox;
    }

    /**
     * Asks.
     *
     * @param otherwise the answer if the agent has ended or does not answer in time
     * @throws KindlingException if that is the answer
     */
    <T> T ask(final Supplier<T> question, final T otherwise) {
        if (inbox.isOwner()) {
            return question.get();
        }
        final CompletableFuture<T> answer = new CompletableFuture<>();
        final boolean asked = inbox.post(() -> {
            try {
                answer.complete(question.get());
            } catch (final RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        if (!asked) {
            return otherwise;
        }
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof KindlingException said) {
                throw said;
            }
            LOG.warn("The driver's agent failed at a question [application={}]", application, e);
        } catch (final TimeoutException e) {
            LOG.warn("The driver's agent did not answer [application={}]", application, e);
        }
        return otherwise;
    }
}
