package io.kindling.plan;

/** What a data set needs of another one. */
public sealed interface Dependency permits NarrowDependency, ShuffleDependency {

    /** The other one. */
    RddNode parent();
}
