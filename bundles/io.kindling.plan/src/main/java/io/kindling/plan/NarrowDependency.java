package io.kindling.plan;

/**
 * Each partition needs one partition of the parent, and is computed in the same task.
 *
 * @param parent the other data set
 */
public record NarrowDependency(RddNode parent) implements Dependency {
}
