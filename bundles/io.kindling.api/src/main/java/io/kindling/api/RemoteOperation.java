package io.kindling.api;

/**
 * What an application lets far-away clients ask of it, from text to text: see {@link KindlingContext#serve}. It runs in the driver, near the
 * executors, and usually runs jobs.
 */
@FunctionalInterface
public interface RemoteOperation {

    /**
     * Called for each call of a client, on a thread of the runtime's own, for several clients at once. It is interrupted, and its jobs are
     * cancelled, when its client has gone.
     *
     * @param argument what the client said; perhaps empty, never null
     * @return what the client gets; null is empty
     * @throws Exception the client gets its class and message, the driver's log the rest
     */
    String call(String argument) throws Exception;
}
