/** The contract of cluster managers, as tests: an adapter's test extends {@code ClusterManagerContractTest} and passes. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.kindling.cluster.testkit;
