package io.kindling.driver.control;

import io.kindling.common.ApplicationId;
import java.util.concurrent.Executor;

/** Gives each call of an adapter that may take its time a thread of its own, so that one that never returns harms no other. */
final class AdapterThreads implements Executor {

    private final ApplicationId application;

    AdapterThreads(final ApplicationId application) {
        this.application = application;
    }

    @Override
    public void execute(final Runnable call) {
        final Thread thread = new Thread(call, "kindling-cluster-" + application);
        thread.setDaemon(true);
        thread.setContextClassLoader(AdapterThreads.class.getClassLoader());
        thread.start();
    }
}
