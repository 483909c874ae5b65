package org.example.kindling.folder;

import io.kindling.shuffle.Shuffles;
import io.kindling.shuffle.testkit.ShufflesContractTest;

/** It keeps the contract. */
public class FolderShufflesTest extends ShufflesContractTest {

    @Override
    protected Shuffles create() {
        return new FolderShuffles();
    }
}
