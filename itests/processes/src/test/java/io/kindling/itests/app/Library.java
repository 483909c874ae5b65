package io.kindling.itests.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A library whose version is in a resource beside its class, so that one compiled class serves as two versions. */
final class Library {

    private Library() {
    }

    static String version() throws IOException {
        try (InputStream in = Library.class.getResourceAsStream("version.txt")) {
            return in == null ? "none" : new String(in.readAllBytes(), StandardCharsets.UTF_8).trim();
        }
    }
}
