package io.kindling.launcher;

import java.io.IOException;
import java.util.Optional;

/**
 * The main class of {@code kindling prepare}: has the archive of classes made and waits for it, for whoever installs Kindling and wants the first
 * starts to be as fast as the later ones. Without it a process that stays for a while has it made beside its work.
 */
final class Preparation {

    private static final int INTERNAL = 70;

    private Preparation() {
    }

    /** Exits with 0 if the archive is there, also if it was before, or if there is no place for one. */
    public static void main(final String[] args) {
        System.exit(prepare(ClassArchive.ofThisProcess()));
    }

    static int prepare(final Optional<ClassArchive> archive) {
        if (archive.isEmpty()) {
            System.err.println("kindling: nothing to prepare: there is no place for an archive of classes, see KINDLING_CACHE");
            return 0;
        }
        try {
            if (archive.get().prepare()) {
                return 0;
            }
            System.err.println("kindling: the process that makes the archive of classes has failed, so starts stay slower");
        } catch (IOException e) {
            System.err.println("kindling: no archive of classes, so starts stay slower: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return INTERNAL;
    }
}
