package io.kindling.driver.control;

import static org.junit.Assert.assertEquals;

import io.kindling.cluster.api.Container;
import io.kindling.cluster.api.ContainerId;
import io.kindling.protocol.message.BlockReport;
import io.kindling.protocol.message.MapOutputs;
import java.util.List;
import org.junit.Test;

public class ReplicasTest {

    private final CachedRdds cached = new CachedRdds();
    private final ExecutorRegistry executors = new ExecutorRegistry();
    private final Replicas replicas = new Replicas(cached, executors, null);
    private final ExecutorRecord executor = executors.grant(null, new Container(new ContainerId("c"), "h", 2), 0);

    private void reports(final ExecutorRecord from, final int port) {
        from.registered(null, new MapOutputs.Location(from.id().value(), "h", port), from.container().cores(), 1, "h:/data/app/outputs");
        replicas.onReport(from, new BlockReport(from.id().value(), 100, 60, List.of()));
    }

    /** It has memory of its own, in which nothing is kept. */
    @Test
    public void shouldNotCountTheMemoryOfACustodian() {
        reports(executor, 1);
        reports(executors.custodian(null, executor.container(), "h:/data/app/outputs", 0), 2);

        assertEquals(List.of(new CachedRdds.Memory("h:1", 100, 60)), cached.memory());
    }
}
