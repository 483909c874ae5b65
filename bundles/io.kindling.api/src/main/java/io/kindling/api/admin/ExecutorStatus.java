package io.kindling.api.admin;

import java.time.Instant;

/**
 * An executor at one moment.
 *
 * @param executor  its number in the application
 * @param host      where it runs
 * @param process   its process id, or 0 if it has not told
 * @param state     GRANTED, LAUNCHED, REGISTERED, SUSPECTED, DRAINING, RELEASED or LOST
 * @param slots     tasks that it runs at once
 * @param running   tasks that it runs now
 * @param manager   the cluster manager that granted it
 * @param masterUrl of the cluster that it belongs to
 * @param since     when it came to this state
 * @param text      why it ended, or empty
 */
public record ExecutorStatus(int executor, String host, long process, String state, int slots, int running, String manager,
                             String masterUrl, Instant since, String text) {
}
