package io.kindling.cluster.testkit;

/**
 * The whole contract of {@link io.kindling.cluster.api.ClusterManager}: an adapter's test extends this class and brings
 * what {@link ClusterUnderTest} asks for. Each class above it is one subject.
 */
public abstract class ClusterManagerContractTest extends CustodianContract {
}
