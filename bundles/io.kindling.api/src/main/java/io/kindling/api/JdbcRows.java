package io.kindling.api;

import io.kindling.api.function.Function;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The rows of one query, as they come. One task's; the connection is closed after the last row, and at the task's end at the latest. */
final class JdbcRows<T> implements Iterator<T> {

    /** Rows that a driver gets at once: some read a whole result into memory if they are not told. */
    private static final int FETCHED = 100;

    private final Connection connection;
    private final ResultSet rows;
    private final Function<ResultSet, T> mapRow;
    private boolean moved;
    private boolean there = true;

    private JdbcRows(final Connection connection, final ResultSet rows, final Function<ResultSet, T> mapRow) {
        this.connection = connection;
        this.rows = rows;
        this.mapRow = mapRow;
    }

    static <T> JdbcRows<T> open(final JdbcRdd.ConnectionFactory connections, final String sql, final long first, final long last,
                                final Function<ResultSet, T> mapRow) throws Exception {
        final Connection connection = connections.getConnection();
        TaskContext.get().addTaskCompletionListener(task -> close(connection));
        final PreparedStatement statement = connection.prepareStatement(sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        // MySQL's driver streams for this value alone, and takes others as whole results.
        statement.setFetchSize(connection.getMetaData().getURL().startsWith("jdbc:mysql:") ? Integer.MIN_VALUE : FETCHED);
        statement.setLong(1, first);
        statement.setLong(2, last);
        return new JdbcRows<>(connection, statement.executeQuery(), mapRow);
    }

    static Object[] columns(final ResultSet row) throws SQLException {
        final Object[] columns = new Object[row.getMetaData().getColumnCount()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = row.getObject(i + 1);
        }
        return columns;
    }

    @Override
    public boolean hasNext() {
        if (!moved && there) {
            try {
                there = rows.next();
            } catch (SQLException e) {
                throw new KindlingException("The database gave no further row: " + e.getMessage(), e);
            }
            moved = true;
            if (!there) {
                close(connection); // a task may read many ranges
            }
        }
        return there;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("There is no further row");
        }
        moved = false;
        try {
            return mapRow.call(rows);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new KindlingException("A row could not be read: " + e.getMessage(), e);
        }
    }

    private static void close(final Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new KindlingException("A connection could not be closed: " + e.getMessage(), e);
        }
    }
}
