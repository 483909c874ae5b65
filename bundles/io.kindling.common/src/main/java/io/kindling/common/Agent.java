package io.kindling.common;

/**
 * Owns a piece of control state: everything that changes it happens in {@link #doWork()}, on one thread.
 * Others talk to it through its {@link Inbox}. The same agent runs under an {@link AgentRunner} in a process
 * and is called by hand in a test.
 */
public interface Agent {

    /** What this agent is, as its thread's name shows it. */
    String roleName();

    /** Called once on the agent's thread before any work. */
    default void onStart() {
    }

    /**
     * One turn of the duty cycle. Must not block.
     *
     * @return how much was done; zero lets the runner wait for the inbox or the next tick
     */
    int doWork();

    /** Called once on the agent's thread after the last work. */
    default void onClose() {
    }
}
