package io.kindling.itests.distribution;

import java.nio.file.Path;

/** Where the distribution lies that is under test. */
final class Distribution {

    private Distribution() {
    }

    static Path directory() {
        final String property = System.getProperty("kindling.test.distribution");
        if (property == null) {
            throw new IllegalStateException("the system property kindling.test.distribution must name the built distribution");
        }
        return Path.of(property);
    }
}
