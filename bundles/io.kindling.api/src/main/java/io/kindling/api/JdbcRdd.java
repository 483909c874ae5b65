package io.kindling.api;

import io.kindling.api.function.Function;
import java.io.Serializable;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;

/** Rows of a database as data sets, of which each task reads a range of its own. */
public final class JdbcRdd {

    private JdbcRdd() {
    }

    /** Opens connections. Travels to the executors, where the application's code has to have the driver of the database. */
    @FunctionalInterface
    public interface ConnectionFactory extends Serializable {

        /** Called by each task attempt, which closes what it gets. */
        Connection getConnection() throws Exception;
    }

    /** As {@link #create(KindlingContext, ConnectionFactory, String, long, long, int, Function)}, with all columns of a row. */
    public static Rdd<Object[]> create(final KindlingContext context, final ConnectionFactory connections, final String sql,
                                       final long lowerBound, final long upperBound, final int numPartitions) {
        return create(context, connections, sql, lowerBound, upperBound, numPartitions, JdbcRows::columns);
    }

    /**
     * What a query finds between two bounds, which is divided into as many ranges as there are partitions.
     *
     * @param sql        a query with two parameters, the first and the last number of a range, both in it:
     *                   {@code select title from books where ? <= id and id <= ?}
     * @param lowerBound the first number of all
     * @param upperBound the last number of all
     * @param mapRow     makes a record of the row at which the result stands; does not move or keep it
     * @throws IllegalArgumentException for bounds in the wrong order or fewer than one partition
     */
    public static <T> Rdd<T> create(final KindlingContext context, final ConnectionFactory connections, final String sql, final long lowerBound,
                                    final long upperBound, final int numPartitions, final Function<ResultSet, T> mapRow) {
        return context.parallelize(ranges(lowerBound, upperBound, numPartitions), numPartitions)
                .flatMap(range -> JdbcRows.open(connections, sql, range._1, range._2, mapRow));
    }

    static List<Tuple2<Long, Long>> ranges(final long lowerBound, final long upperBound, final int numPartitions) {
        if (lowerBound > upperBound) {
            throw new IllegalArgumentException("The lower bound " + lowerBound + " is above the upper bound " + upperBound);
        }
        if (numPartitions < 1) {
            throw new IllegalArgumentException("Rows need one partition or more, not " + numPartitions);
        }
        final BigInteger lower = BigInteger.valueOf(lowerBound);
        final BigInteger length = BigInteger.valueOf(upperBound).subtract(lower).add(BigInteger.ONE);
        final List<Tuple2<Long, Long>> ranges = new ArrayList<>(numPartitions);
        for (int i = 0; i < numPartitions; i++) {
            ranges.add(new Tuple2<>(bound(lower, length, i, numPartitions).longValue(),
                    bound(lower, length, i + 1, numPartitions).subtract(BigInteger.ONE).longValue()));
        }
        return ranges;
    }

    private static BigInteger bound(final BigInteger lower, final BigInteger length, final int index, final int count) {
        return lower.add(length.multiply(BigInteger.valueOf(index)).divide(BigInteger.valueOf(count)));
    }
}
