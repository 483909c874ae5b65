package io.kindling.cluster.api;

import io.kindling.common.ApplicationId;
import io.kindling.common.ExecutorId;
import java.util.List;
import java.util.Map;

/**
 * Everything that starts one executor; every adapter carries it out in its own way.
 *
 * @param application    whose executor
 * @param executor       which one
 * @param profile        what it may use
 * @param runtimeVersion the build of the runtime that must run there: the driver's
 * @param javaOptions    options of its JVM, as the user set them
 * @param environment    environment variables to set
 * @param bootstrap      what the executor reads first on its standard input (or, in one JVM, from a stream): where its
 *                       driver is and the secret that lets it in. Never in argv, environment, a log or a world-readable file
 */
public record ExecutorLaunchSpec(ApplicationId application, ExecutorId executor, ResourceProfile profile,
                                 String runtimeVersion, List<String> javaOptions, Map<String, String> environment,
                                 byte[] bootstrap) {

    public ExecutorLaunchSpec {
        javaOptions = List.copyOf(javaOptions);
        environment = Map.copyOf(environment);
    }

    @Override
    public String toString() {
        return "ExecutorLaunchSpec[" + application + " executor " + executor + "]";
    }
}
