package io.kindling.driver.control;

import static org.junit.Assert.assertEquals;

import io.kindling.cluster.api.ClusterSession;
import io.kindling.cluster.api.ContainerId;
import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.cluster.api.ResourceProfile;
import io.kindling.common.ExecutorId;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class ClusterIntentsTest {

    private final List<String> said = new ArrayList<>();
    private final ClusterSession session = (ClusterSession) Proxy.newProxyInstance(ClusterSession.class.getClassLoader(), new Class<?>[] {ClusterSession.class},
            (self, method, arguments) -> {
                said.add(method.getName() + " " + arguments[0]);
                return null;
            });
    private final ClusterIntents intents = new ClusterIntents(new ExecutorTarget(new ResourceProfile(1, 1, 0), 1, ExecutorTarget.AS_MANY_AS_FIT));

    private long count(final String verb) {
        return said.stream().filter(each -> each.startsWith(verb + " ")).count();
    }

    /** Their launches were never heard of, and there is nothing to give back for them any more. */
    @Test
    public void shouldForgetTheLaunchesOfExecutorsWhoseReleaseIsForgotten() {
        for (int i = 0; i < ClusterIntents.MOST_RELEASES + 5; i++) {
            intents.launch(new ExecutorId(i), new ContainerId("c" + i), null);
            intents.release(new ExecutorId(i));
        }

        intents.sayTo(session);

        assertEquals(ClusterIntents.MOST_RELEASES, count("release"));
        assertEquals(ClusterIntents.MOST_RELEASES, count("launch"));
    }
}
