package io.kindling.driver.code;

import io.kindling.api.KindlingException;
import io.kindling.deploy.Artifact;
import io.kindling.plan.JobPlan;
import io.kindling.plan.RddNode;
import io.kindling.plan.StagePlan;
import io.kindling.protocol.stage.FunctionBlob;
import io.kindling.protocol.stage.Sink;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** The version of the code that one job runs on. Kept until the job has ended. */
public final class CodeLease implements AutoCloseable {

    private final ApplicationCode code;
    private final CodeVersion version;
    private final AtomicBoolean closed = new AtomicBoolean();

    CodeLease(final ApplicationCode code, final CodeVersion version) {
        this.code = code;
        this.version = version;
    }

    /**
     * Plans the job for this version.
     *
     * @throws KindlingException if a function of it is made of code that this version does not have; it names both
     */
    public JobPlan plan(final RddNode node, final Sink sink, final String name) {
        final JobPlan plan = code.versions().planner().plan(node, sink, name, version.number());
        if (version.number() > 0) {
            plan.stages().forEach(stage -> check(stage, name));
        }
        return plan;
    }

    private void check(final StagePlan stage, final String job) {
        final Set<String> here = version.artifacts().stream().map(Artifact::hash).collect(Collectors.toSet());
        for (final FunctionBlob function : StageFunctions.of(stage.spec())) {
            if (function.language() == FunctionBlob.Language.JAVA) {
                for (final String hash : version.space().artifactsOf(function.bytes())) {
                    if (!here.contains(hash)) {
                        throw new KindlingException(job + " cannot run: a function of " + stage.node().name() + " is made of classes of "
                                + code.difference(hash, version) + "; make the data set again after the change");
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            code.versions().release(version);
        }
    }
}
