/** The contract of shuffles, as tests: a provider's test extends {@code ShufflesContractTest} and passes. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.kindling.shuffle.testkit;
