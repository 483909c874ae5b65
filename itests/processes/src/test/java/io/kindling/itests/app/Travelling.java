package io.kindling.itests.app;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.KindlingFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Prints what tasks find in the file {@code note.txt}, and a program of theirs in the Python file {@code note.py}. */
public final class Travelling {

    private Travelling() {
    }

    public static void main(final String[] args) {
        try (KindlingContext context = new KindlingContext(new KindlingConf())) {
            System.out.println(context.parallelize(List.of(1, 2), 2)
                    .map(x -> x + " " + Files.readString(Path.of(KindlingFiles.get("note.txt"))))
                    .pipe(List.of("sh", "-c", "cat; cat $PYTHONPATH/note.py")).collect());
        }
    }
}
