package io.kindling.driver.code;

import io.kindling.dataflow.RecordCodec;
import io.kindling.deploy.Artifact;
import io.kindling.deploy.ClassSpace;
import java.util.List;

/** One version of an application's code. Thread-safe, but for what is said of its users, which {@link VersionTable} guards. */
public final class CodeVersion {

    /** How many jobs run on it, and sessions whose new jobs do. */
    int users;
    /** Whether it had users and has none any more: then it never has one again. */
    boolean retired;
    /** Whether it goes with its last user. */
    boolean forgotten;

    private final int number;
    private final ClassSpace space;
    private final RecordCodec codec;

    CodeVersion(final int number, final ClassSpace space, final RecordCodec codec) {
        this.number = number;
        this.space = space;
        this.codec = codec;
    }

    /** The first is 0. */
    public int number() {
        return number;
    }

    /** Its classes, as the driver has them. */
    public ClassSpace space() {
        return space;
    }

    /** Its records as bytes. */
    public RecordCodec codec() {
        return codec;
    }

    /** What it consists of; may take as long as packing it does. */
    public List<Artifact> artifacts() {
        return space.artifacts();
    }
}
