package io.kindling.cluster.api;

/**
 * What one executor needs.
 *
 * @param cores          slots; 0 for all that a node has free
 * @param heapBytes      the Java heap, {@code --executor-memory}
 * @param overheadBytes  what the process needs beside its heap, direct memory included
 */
public record ResourceProfile(int cores, long heapBytes, long overheadBytes) {

    public ResourceProfile {
        if (cores < 0 || heapBytes <= 0 || overheadBytes < 0) {
            throw new IllegalArgumentException("A profile needs cores >= 0, heap > 0 and overhead >= 0, not "
                    + cores + ", " + heapBytes + " and " + overheadBytes);
        }
    }
}
