package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.JdbcRdd;
import io.kindling.api.JobFailedException;
import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.h2.Driver;
import org.h2.tools.Server;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Rows of a database that listens on a port. */
public class JdbcIT {

    private static final String QUERY = "select id, title from books where ? <= id and id <= ? order by id";

    private KindlingContext context;
    private Server server;
    private String url;

    @Before
    public void fill() throws Exception {
        server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        url = "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:books;DB_CLOSE_DELAY=-1";
        try (Connection connection = new Driver().connect(url, null); Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists books");
            statement.execute("create table books (id int, title varchar(20))");
            try (PreparedStatement insert = connection.prepareStatement("insert into books values (?, ?)")) {
                for (int id = 1; id <= 1000; id++) {
                    insert.setInt(1, id);
                    insert.setString(2, "title " + id);
                    insert.executeUpdate();
                }
            }
        }
        context = new KindlingContext(new KindlingConf().setMaster("local[2]").setAppName("rows"));
    }

    @After
    public void stop() {
        context.close();
        server.stop();
    }

    @Test
    public void shouldReadEachRowOnceAndLeaveNoConnection() throws Exception {
        final String address = url;
        final JdbcRdd.ConnectionFactory connections = () -> new Driver().connect(address, null);
        assertEquals(List.of(225, 225, 225, 226), JdbcRdd.create(context, connections, QUERY, 100, 1000, 4, row -> row.getInt("id"))
                .glom().map(List::size).collect());
        final Object[] first = JdbcRdd.create(context, connections, QUERY, 1, 1000, 3).first();
        assertEquals("title 1", first[1]);
        assertEquals("of the test's own only", 1, sessions());
    }

    @Test
    public void shouldSayWhatTheDatabaseSays() {
        final String address = url;
        final String message = assertThrows(JobFailedException.class, () -> JdbcRdd.create(context,
                () -> new Driver().connect(address, null), "select no from books where ? <= id and id <= ?", 1, 2, 1).count()).getMessage();
        assertTrue(message, message.contains("Column \"NO\" not found"));
    }

    private int sessions() throws SQLException {
        try (Connection connection = new Driver().connect(url, null); Statement statement = connection.createStatement();
             ResultSet count = statement.executeQuery("select count(*) from information_schema.sessions")) {
            count.next();
            return count.getInt(1);
        }
    }
}
