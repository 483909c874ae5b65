package io.kindling.driver.control;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which jobs are not taken any more, and why: those of groups that were cancelled with their future jobs, and of sessions that have ended. The agent's own. */
final class RefusedJobs {

    /** Of groups, as of sessions; the oldest are forgotten. */
    private static final int MOST = 1_000;

    private final Map<Group, String> groups = new LinkedHashMap<>();
    private final Map<Integer, String> sessions = new LinkedHashMap<>(); // apart: an application has any number of them, one after the other

    /** From now on no job of a group of a session is taken. */
    void group(final int session, final String group, final String reason) {
        remember(groups, new Group(session, group), reason);
    }

    /** From now on no job of a session is taken. */
    void session(final int session, final String reason) {
        groups.keySet().removeIf(group -> group.session == session);
        remember(sessions, session, reason);
    }

    private static <K> void remember(final Map<K, String> refused, final K which, final String reason) {
        refused.remove(which);
        refused.put(which, reason);
        if (refused.size() > MOST) {
            refused.remove(refused.keySet().iterator().next());
        }
    }

    /** Why a job is not taken, or null. */
    String reason(final JobRequest request) {
        final String ended = sessions.get(request.session());
        return ended != null || request.group() == null ? ended : groups.get(new Group(request.session(), request.group()));
    }

    private record Group(int session, String name) {
    }
}
