package io.kindling.protocol.stage;

import java.util.List;

/**
 * The code of a stage: it travels to an executor once. The last operator feeds the sink.
 *
 * @param operators in an order in which inputs come first
 * @param sink      where the records go
 */
public record StageSpec(List<Operator> operators, Sink sink) {

    public StageSpec {
        operators = List.copyOf(operators);
    }
}
