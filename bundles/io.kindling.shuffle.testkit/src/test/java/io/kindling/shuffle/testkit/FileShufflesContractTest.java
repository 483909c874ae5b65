package io.kindling.shuffle.testkit;

import io.kindling.shuffle.FileShuffles;
import io.kindling.shuffle.Shuffles;

/** The shuffle that comes with the runtime. */
public class FileShufflesContractTest extends ShufflesContractTest {

    @Override
    protected Shuffles create() {
        return new FileShuffles();
    }
}
