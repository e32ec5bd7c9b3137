package dev.sinkproof.jmh;

import dev.sinkproof.workload.RecordIdentity;
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
 * each time, as the sink has to; so does the upsert, whose table has a primary key and a row for each key. With {@code -p path=DIRECT,POSTGRESQL} both are measured through the link as well: what it leaves of a
 * target's throughput, where {@link LinkBenchmark} tells what it leaves of loopback's.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class DriverLimitBenchmark {
    /** The same rows with a primary key, one for each key, so that every record that is measured is an update. */
    private static final String KEYED = RecordFeed.TOPIC + "_keyed";

    private static final String COPY_OUT = "COPY " + RecordFeed.TOPIC + " TO STDOUT";
    private static final String COPY_IN = "COPY " + RecordFeed.TOPIC + " FROM STDIN";
    private static final String SELECT = "SELECT * FROM " + RecordFeed.TOPIC;

    @Param({"1", "10", "100", "500", "1000", "5000", "10000"})
    public int batchSize;

    @Param("DIRECT")
    public LinkPath path;

    /** {@value RecordFeed#WORKLOAD}, or the characters of each record's text. */
    @Param(RecordFeed.WORKLOAD)
    public String record;

    /** Of a round trip to the database, in addition to what the machine takes itself. */
    @Param("0")
    public int latencyMillis;

    private DurablePostgres postgres;
    private LinkPath.Way way;
    private Connection connection;
    private CopyManager copyManager;
    private List<byte[]> copies;
    private List<Object[]> rows;
    private String insert;
    private String upsert;
    private RecordFeed feed;
    private int place;
    private long written;
    private long updated;
    /** Number of the transaction that filled the keyed table; those that update it have higher ones. */
    private String filledBy;

    @Setup(Level.Trial)
    public void readRows() throws IOException, SQLException {
        Logs.quiet();
        feed = new RecordFeed(record);
        postgres = DurablePostgres.start();
        writeRoundWithSink();
        makeKeyed();
        way = path.to(postgres.address(), latencyMillis);
        connection = connect();
        copyManager = connection.unwrap(PGConnection.class).getCopyAPI();
        copies = copies();
        rows = rows();
        String values = " VALUES (" + String.join(", ", Collections.nCopies(rows.get(0).length, "?")) + ")";
        insert = "INSERT INTO " + RecordFeed.TOPIC + values;
        upsert = "INSERT INTO " + KEYED + values + " ON CONFLICT (" + RecordIdentity.KEY_COLUMN + ") DO UPDATE SET "
                + postgres.one("SELECT string_agg(format('%1$I = EXCLUDED.%1$I', column_name), ', ')"
                        + " FROM information_schema.columns WHERE table_name = '" + KEYED + "' AND column_name <> '"
                        + RecordIdentity.KEY_COLUMN + "'");
    }

    private void makeKeyed() throws SQLException {
        postgres.execute("CREATE TABLE " + KEYED + "_first AS TABLE " + RecordFeed.TOPIC);
        postgres.execute("CREATE TABLE " + KEYED + " (LIKE " + RecordFeed.TOPIC + ", PRIMARY KEY ("
                + RecordIdentity.KEY_COLUMN + "))");
    }

    private void writeRoundWithSink() {
        SinkTask task = SinkMode.AT_LEAST_ONCE_APPEND.start(postgres.url());
        task.put(feed.next(RecordFeed.ROUND));
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
    public void resetTables() throws SQLException {
        postgres.execute("TRUNCATE " + KEYED);
        postgres.execute("INSERT INTO " + KEYED + " TABLE " + KEYED + "_first");
        filledBy = postgres.one("SELECT max(xmin::text::bigint) FROM " + KEYED);
        postgres.empty(RecordFeed.TOPIC);
        written = 0;
        updated = 0;
    }

    @Benchmark
    public void copy(RecordCounter counter) throws SQLException {
        byte[] bytes = copies.get(place / batchSize);
        CopyIn copy = copyManager.copyIn(COPY_IN);
        copy.writeToCopy(bytes, 0, bytes.length);
        copy.endCopy();
        written += batchSize;
        advance(counter);
    }

    @Benchmark
    public void insert(RecordCounter counter) throws SQLException {
        execute(insert);
        written += batchSize;
        advance(counter);
    }

    /** Every row replaces the one of its key. */
    @Benchmark
    public void upsert(RecordCounter counter) throws SQLException {
        execute(upsert);
        updated += batchSize;
        advance(counter);
    }

    private void execute(String sql) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Object[] row : rows.subList(place, place + batchSize)) {
                bind(statement, row);
            }
            statement.executeBatch();
        }
        connection.commit();
    }

    private static void bind(PreparedStatement statement, Object[] row) throws SQLException {
        for (int i = 0; i < row.length; i++) {
            statement.setObject(i + 1, row[i]);
        }
        statement.addBatch();
    }

    private void advance(RecordCounter counter) {
        counter.count(batchSize, feed.bytes(place, batchSize));
        place = (place + batchSize) % RecordFeed.ROUND;
    }

    @TearDown(Level.Iteration)
    public void checkTable() throws SQLException {
        postgres.require(written, "SELECT count(*) FROM " + RecordFeed.TOPIC);
        postgres.require(RecordFeed.ROUND, "SELECT count(*) FROM " + KEYED);
        postgres.require(
                Math.min(updated, RecordFeed.ROUND),
                "SELECT count(*) FROM " + KEYED + " WHERE xmin::text::bigint > " + filledBy);
    }

    @TearDown(Level.Trial)
    public void stop() throws IOException, SQLException {
        try (DurablePostgres closing = postgres) {
            connection.close();
            way.close();
        }
    }
}
