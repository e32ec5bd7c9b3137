package dev.sinkproof.jmh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.sink.SinkTask;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/**
 * What PostgreSQL's driver can do at most with the rows that {@link JdbcSinkBenchmark} writes, into the table that the sink
 * makes for them: the sink writes them once, and they are read back. One operation is one transaction.
 *
 * <p>COPY gets its bytes ready made, in the text format, so it is the limit of server and connection. INSERT binds its values
 * each time, as the sink has to. With {@code -p path=DIRECT,POSTGRESQL} both are measured through the link as well: what it leaves of a
 * target's throughput, where {@link LinkBenchmark} tells what it leaves of loopback's.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class DriverLimitBenchmark {
    private static final String COPY_OUT = "COPY " + RecordFeed.TOPIC + " TO STDOUT";
    private static final String COPY_IN = "COPY " + RecordFeed.TOPIC + " FROM STDIN";
    private static final String SELECT = "SELECT * FROM " + RecordFeed.TOPIC;

    @Param({"1", "10", "100", "500", "1000", "5000", "10000"})
    public int batchSize;

    @Param("DIRECT")
    public LinkPath path;

    private DurablePostgres postgres;
    private LinkPath.Way way;
    private Connection connection;
    private CopyManager copyManager;
    private List<byte[]> copies;
    private List<Object[]> rows;
    private String insert;
    private int place;
    private long written;

    @Setup(Level.Trial)
    public void readRows() throws IOException, SQLException {
        Logs.quiet();
        postgres = DurablePostgres.start();
        writeRoundWithSink();
        way = path.to(postgres.address());
        connection = connect();
        copyManager = connection.unwrap(PGConnection.class).getCopyAPI();
        copies = copies();
        rows = rows();
        insert = "INSERT INTO " + RecordFeed.TOPIC + " VALUES ("
                + String.join(", ", Collections.nCopies(rows.get(0).length, "?")) + ")";
    }

    private void writeRoundWithSink() {
        SinkTask task = SinkMode.AT_LEAST_ONCE_APPEND.start(postgres);
        task.put(new RecordFeed().next(RecordFeed.ROUND));
        task.stop();
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        // The driver makes INSERTs of several rows from a batch of INSERTs of one.
        PGProperty.REWRITE_BATCHED_INSERTS.set(properties, true);
        return DriverManager.getConnection(postgres.url(way.address()), properties);
    }

    /** The bytes of each batch. In the text format a row is a line: line ends in values are escaped. */
    private List<byte[]> copies() throws IOException, SQLException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        copyManager.copyOut(COPY_OUT, out);
        byte[] bytes = out.toByteArray();
        List<byte[]> batches = new ArrayList<>();
        int start = 0;
        int lines = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n' && ++lines % batchSize == 0) {
                batches.add(Arrays.copyOfRange(bytes, start, i + 1));
                start = i + 1;
            }
        }
        return batches;
    }

    private List<Object[]> rows() throws SQLException {
        List<Object[]> found = new ArrayList<>(RecordFeed.ROUND);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SELECT)) {
            while (row.next()) {
                found.add(values(row));
            }
        }
        return found;
    }

    private static Object[] values(ResultSet row) throws SQLException {
        Object[] values = new Object[row.getMetaData().getColumnCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.getObject(i + 1);
        }
        return values;
    }

    @Setup(Level.Iteration)
    public void emptyTable() throws SQLException {
        postgres.empty(RecordFeed.TOPIC);
        written = 0;
    }

    @Benchmark
    public void copy(RecordCounter counter) throws SQLException {
        byte[] bytes = copies.get(place / batchSize);
        CopyIn copy = copyManager.copyIn(COPY_IN);
        copy.writeToCopy(bytes, 0, bytes.length);
        copy.endCopy();
        advance(counter);
    }

    @Benchmark
    public void insert(RecordCounter counter) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (Object[] row : rows.subList(place, place + batchSize)) {
                bind(statement, row);
            }
            statement.executeBatch();
        }
        connection.commit();
        advance(counter);
    }

    private static void bind(PreparedStatement statement, Object[] row) throws SQLException {
        for (int i = 0; i < row.length; i++) {
            statement.setObject(i + 1, row[i]);
        }
        statement.addBatch();
    }

    private void advance(RecordCounter counter) {
        counter.records += batchSize;
        written += batchSize;
        place = (place + batchSize) % RecordFeed.ROUND;
    }

    @TearDown(Level.Iteration)
    public void checkTable() throws SQLException {
        postgres.require(written, "SELECT count(*) FROM " + RecordFeed.TOPIC);
    }

    @TearDown(Level.Trial)
    public void stop() throws IOException, SQLException {
        try (DurablePostgres closing = postgres) {
            connection.close();
            way.close();
        }
    }
}
