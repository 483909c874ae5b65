package io.kindling.executor.code;

import io.kindling.api.KindlingException;
import io.kindling.executor.task.CodeException;
import io.kindling.executor.task.TaskThreads;
import io.kindling.executor.task.Workplace;
import java.io.IOException;

/** One version of the application's code on this executor. Any thread may open it; the agent counts who needs it. */
public final class CodeVersion implements Workplace.Source {

    /** How many stages and attempts need it. The agent's. */
    int users;
    /** Whether the driver has said that no job will run on it. The agent's. */
    boolean retired;

    private final int number;
    private final WorkplaceOpener opener;
    private final TaskThreads threads;
    private WorkplaceOpener.Opened opened;
    private CodeException failure;
    private boolean closed;

    CodeVersion(final int number, final WorkplaceOpener opener, final TaskThreads threads) {
        this.number = number;
        this.opener = opener;
        this.threads = threads;
    }

    /** The first is 0. */
    public int number() {
        return number;
    }

    /** What its tasks run on. */
    public TaskThreads threads() {
        return threads;
    }

    /** Opens it, the first time; then every task gets the same. What cannot be opened once cannot be opened at all, but a failed fetch may be repeated. */
    @Override
    public synchronized Workplace open() throws CodeException {
        if (failure != null) {
            throw failure;
        }
        if (closed) {
            throw new CodeException("Version " + number + " of the application's code has been closed on this executor", false, null);
        }
        if (opened == null) {
            try {
                opened = opener.open(number);
            } catch (final IOException e) {
                throw new CodeException("Version " + number + " of the application's code has not come: " + e.getMessage(), false, e);
            } catch (final KindlingException e) {
                failure = new CodeException(e.getMessage(), true, e);
                throw failure;
            }
        }
        return opened.workplace();
    }

    /** What its data is kept under. */
    public String blocks() {
        return opener.blocks(number);
    }

    /** Ends its threads, then what they ran on. */
    void close() {
        threads.close();
        synchronized (this) {
            closed = true;
            if (opened != null) {
                opened.end().run();
                opened = null;
            }
        }
    }
}
