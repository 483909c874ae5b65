package org.example.kindling.folder;

import java.nio.file.Path;

/** Which map output: the attempt is part of its name, so that the one of a second attempt is another one. */
record OutputName(int shuffle, int map, long attempt) {

    Path in(final Path folder) {
        return folder.resolve("output-" + shuffle + "-" + map + "-" + attempt);
    }

    static String allOf(final int shuffle) {
        return "output-" + shuffle + "-*";
    }
}
