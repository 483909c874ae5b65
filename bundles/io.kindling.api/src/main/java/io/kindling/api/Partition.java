package io.kindling.api;

import java.io.Serializable;

/**
 * One of the partitions of a data set.
 *
 * @param index its number, from 0 on
 */
public record Partition(int index) implements Serializable {
}
