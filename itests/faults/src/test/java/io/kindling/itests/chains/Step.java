package io.kindling.itests.chains;

import java.util.SplittableRandom;

/** One kind of transformation, on the engine and on the model at once. */
@FunctionalInterface
interface Step {

    /**
     * The data set that comes of one.
     *
     * @param random chooses what the step leaves open
     */
    Node apply(Program program, Node in, SplittableRandom random);
}
