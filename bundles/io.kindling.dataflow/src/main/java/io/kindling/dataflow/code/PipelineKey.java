package io.kindling.dataflow.code;

/**
 * Says of which functions a pipeline is made, without holding their classes. Two pipelines with one key would only share
 * what the JIT learns. Used by one thread.
 */
public final class PipelineKey {

    private long mixed;

    /** Another part of the pipeline: what counts is its class, or its value if it is an enum's constant. */
    public void add(final Object part) {
        final int identity = part instanceof Enum<?> constant ? constant.ordinal() : part == null ? 0 : System.identityHashCode(part.getClass());
        mixed = (mixed ^ identity) * 0x9E3779B97F4A7C15L;
        mixed ^= mixed >>> 29;
    }

    long value() {
        return mixed;
    }
}
