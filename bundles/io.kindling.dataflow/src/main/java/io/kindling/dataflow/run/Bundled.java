package io.kindling.dataflow.run;

import io.kindling.protocol.stage.Operator;
import java.util.BitSet;
import java.util.List;

/** Finds the operators of which a task may read several partitions: those below a coalesce. */
final class Bundled {

    private Bundled() {
    }

    /** Operators come after their inputs, so one pass from the end sees every operator before its inputs. */
    static BitSet operators(final List<Operator> operators) {
        final BitSet bundled = new BitSet();
        for (int i = operators.size() - 1; i >= 0; i--) {
            final Operator operator = operators.get(i);
            if (bundled.get(i) || operator instanceof Operator.Coalesce) {
                inputs(operator).forEach(bundled::set);
            }
        }
        return bundled;
    }

    private static List<Integer> inputs(final Operator operator) {
        if (operator instanceof Operator.Transform transform) {
            return List.of(transform.input());
        } else if (operator instanceof Operator.Cache cache) {
            return List.of(cache.input());
        } else if (operator instanceof Operator.CoGroup coGroup) {
            return coGroup.inputs();
        } else if (operator instanceof Operator.Union union) {
            return union.inputs();
        } else if (operator instanceof Operator.Zip zip) {
            return List.of(zip.left(), zip.right());
        } else if (operator instanceof Operator.Coalesce coalesce) {
            return List.of(coalesce.input());
        } else if (operator instanceof Operator.Pick pick) {
            return List.of(pick.input());
        } else if (operator instanceof Operator.Cartesian cartesian) {
            return List.of(cartesian.left(), cartesian.right());
        }
        return List.of();
    }
}
