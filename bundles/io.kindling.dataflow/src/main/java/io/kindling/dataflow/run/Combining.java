package io.kindling.dataflow.run;

import java.io.IOException;

/** Takes pairs and gives fewer. */
interface Combining extends Receiver {

    /** Passes on what is left; after the last record. */
    void finish() throws IOException;
}
