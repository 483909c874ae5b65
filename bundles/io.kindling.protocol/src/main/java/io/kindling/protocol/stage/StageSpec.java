package io.kindling.protocol.stage;

import java.util.List;

/**
 * The code of a stage: it travels to an executor once. The last operator feeds the sink.
 *
 * @param operators in an order in which inputs come first
 * @param sink      where the records go
 * @param code      which version of the application's code it runs on: the first is 0
 */
public record StageSpec(List<Operator> operators, Sink sink, int code) {

    public StageSpec {
        operators = List.copyOf(operators);
    }

    /** On the application's first code. */
    public StageSpec(final List<Operator> operators, final Sink sink) {
        this(operators, sink, 0);
    }
}
