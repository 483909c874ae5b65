package io.kindling.executor.code;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads that an application's tasks have started and that go on when its code is closed: they are known by the class loader that they inherited. */
final class LeftThreads {

    private static final Logger LOG = LoggerFactory.getLogger(LeftThreads.class);
    private static final int MOST_NAMED = 10;

    private LeftThreads() {
    }

    /** Warns of them. They are left alone: what they do is the application's business, and this is usually the end of its process. */
    static void warn(final ClassLoader application, final int code) {
        final List<String> left = Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.isAlive() && thread.getContextClassLoader() == application)
                .map(Thread::getName).sorted().toList();
        if (!left.isEmpty()) {
            LOG.warn("{} threads that tasks have started still run when version {} of the application's code is closed: {}{}; end them in a listener of the "
                    + "task's end (TaskContext.addTaskCompletionListener)", left.size(), code, left.subList(0, Math.min(left.size(), MOST_NAMED)),
                    left.size() > MOST_NAMED ? " and more" : "");
        }
    }
}
