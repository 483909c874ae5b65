package io.kindling.api.admin;

import java.time.Instant;
import java.util.Map;

/**
 * Something that happened to an application.
 *
 * @param time        when
 * @param application its id
 * @param topic       one of {@link Topic}
 * @param text        one sentence for people
 * @param properties  what a machine wants to know, e.g. {@code executor=3}; the keys are fixed for a topic and told there
 */
public record ApplicationEvent(Instant time, String application, Topic topic, String text, Map<String, String> properties) {

    public ApplicationEvent {
        properties = Map.copyOf(properties);
    }

    /** What kinds of things happen. */
    public enum Topic {
        /** {@code name}, {@code master}. */
        APPLICATION_STARTED,
        /** {@code reason}. */
        APPLICATION_ENDED,
        /** {@code manager}, {@code version}, {@code master}; also after an adapter came back or took over. */
        CLUSTER_PRESENT,
        /** {@code manager}, {@code version}. */
        CLUSTER_ABSENT,
        /** {@code reason}. */
        CLUSTER_UNREACHABLE,
        /** {@code from}, {@code to}: master URLs. */
        CLUSTER_MOVED,
        /** {@code executor}, {@code host}, {@code manager}. */
        EXECUTOR_GRANTED,
        /** {@code executor}, {@code host}, {@code manager}. */
        EXECUTOR_LAUNCHED,
        /** {@code executor}, {@code host}, {@code slots}, {@code process}. */
        EXECUTOR_REGISTERED,
        /** {@code executor}: it gets no new tasks, and its map outputs are handed over. */
        EXECUTOR_DRAINING,
        /** {@code executor}. */
        EXECUTOR_RELEASED,
        /** {@code executor}, {@code cause}. */
        EXECUTOR_LOST,
        /** {@code job}, {@code name}. */
        JOB_STARTED,
        /** {@code job}, {@code state}, {@code failure}. */
        JOB_ENDED,
        /** {@code job}, {@code stage}, {@code attempt}, {@code name}, {@code tasks}. */
        STAGE_STARTED,
        /**
         * {@code job}, {@code stage}, {@code attempt}, {@code state}, {@code failed}; and of the attempt's tasks that have succeeded, together:
         * {@code runMillis}, {@code cpuMillis}, {@code recordsRead}, {@code shuffleBytesRead}, {@code shuffleBytesWritten}, {@code spilledBytes}.
         */
        STAGE_ENDED,
        /** {@code artifact}, {@code change}: added, removed or updated. */
        CODE_CHANGED
    }
}
