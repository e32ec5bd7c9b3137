package dev.sinkproof.link.postgresql;

import static dev.sinkproof.link.postgresql.Messages.BIND_COMPLETE;
import static dev.sinkproof.link.postgresql.Messages.COPY_DONE;
import static dev.sinkproof.link.postgresql.Messages.COPY_IN_RESPONSE;
import static dev.sinkproof.link.postgresql.Messages.FLUSH;
import static dev.sinkproof.link.postgresql.Messages.PARSE_COMPLETE;
import static dev.sinkproof.link.postgresql.Messages.SYNC;
import static dev.sinkproof.link.postgresql.Messages.bind;
import static dev.sinkproof.link.postgresql.Messages.complete;
import static dev.sinkproof.link.postgresql.Messages.copyData;
import static dev.sinkproof.link.postgresql.Messages.error;
import static dev.sinkproof.link.postgresql.Messages.execute;
import static dev.sinkproof.link.postgresql.Messages.notice;
import static dev.sinkproof.link.postgresql.Messages.parse;
import static dev.sinkproof.link.postgresql.Messages.query;
import static dev.sinkproof.link.postgresql.Messages.ready;
import static dev.sinkproof.link.postgresql.Messages.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ChunkingPropertyTest {
    /** Exchanges that leave the connection idle, so that any sequence of them is a conversation. */
    private static final List<Consumer<Conversation>> EXCHANGES = List.of(
            c -> c.client(query("INSERT INTO t VALUES ('a;b')")).server(complete("INSERT 0 1"), ready('I')),
            c -> c.client(parse("", "SELECT 1"), bind("", ""), execute(""), SYNC)
                    .server(PARSE_COMPLETE, BIND_COMPLETE, row(300), row(1), complete("SELECT 2"), ready('I')),
            c -> c.client(
                            parse("S_1", "DELETE FROM u"),
                            bind("", "S_1"),
                            execute(""),
                            bind("", "S_1"),
                            execute(""),
                            SYNC)
                    .server(PARSE_COMPLETE, BIND_COMPLETE, complete("DELETE 1"), BIND_COMPLETE, complete("DELETE 0"))
                    .server(notice(), ready('I')),
            c -> c.client(query("BEGIN"), query("UPDATE t SET a = 1"), query("COMMIT"))
                    .server(complete("BEGIN"), ready('T'), complete("UPDATE 5"), ready('T'))
                    .server(complete("COMMIT"), ready('I')),
            c -> c.client(query("BEGIN; INSERT INTO t VALUES (1); INSERT INTO t VALUES (1)"))
                    .server(complete("BEGIN"), complete("INSERT 0 1"), error("23505"), ready('E'))
                    .client(query("COMMIT"))
                    .server(complete("ROLLBACK"), ready('I')),
            c -> c.client(query("COPY t FROM STDIN"))
                    .server(COPY_IN_RESPONSE)
                    .client(copyData("1\n".repeat(50)), copyData("2\n"), COPY_DONE)
                    .server(complete("COPY 51"), ready('I')),
            c -> c.client(parse("", "MERGE INTO t USING u"), FLUSH)
                    .server(PARSE_COMPLETE)
                    .client(bind("", "", new byte[200]), execute(""), SYNC)
                    .server(BIND_COMPLETE, complete("MERGE 3"), ready('I')));

    @Property(tries = 400)
    void chunkingChangesNeitherStopsNorBytes(
            @ForAll @Size(max = 8) List<@IntRange(min = 0, max = 6) Integer> exchanges,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 64) int chunkBytesMax) {
        Random random = new Random(seed);
        Conversation whole = new Conversation();
        Conversation cut = new Conversation(() -> 1 + random.nextInt(chunkBytesMax), PostgresqlProtocol.HELD_BYTES_MAX);

        play(whole, exchanges);
        play(cut, exchanges);

        assertThat(cut.stops).isEqualTo(whole.stops);
        assertThat(cut.problems).isEmpty();
        assertThat(cut.toTarget.forwarded()).isEqualTo(cut.sentByClient());
        assertThat(cut.toClient.forwarded()).isEqualTo(cut.sentByServer());
    }

    @Property(tries = 400)
    void chunkingChangesNothingOfWhatIsDropped(
            @ForAll @Size(max = 8) List<@IntRange(min = 0, max = 6) Integer> exchanges,
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 8) int which) {
        Random random = new Random(seed);
        Conversation whole = new Conversation();
        Conversation cut = new Conversation(() -> 1 + random.nextInt(20), PostgresqlProtocol.HELD_BYTES_MAX);
        whole.dropping(stop -> whole.stops.size() == which);
        cut.dropping(stop -> cut.stops.size() == which);

        play(whole, exchanges);
        play(cut, exchanges);

        assertThat(cut.stops).isEqualTo(whole.stops);
        assertThat(cut.toTarget.forwarded()).isEqualTo(whole.toTarget.forwarded());
        assertThat(cut.toClient.forwarded()).isEqualTo(whole.toClient.forwarded());
    }

    @Property(tries = 400)
    void noiseIsPassedThrough(@ForAll byte[] clientNoise, @ForAll byte[] serverNoise, @ForAll long seed) {
        Random random = new Random(seed);
        Conversation conversation =
                new Conversation(() -> 1 + random.nextInt(20), PostgresqlProtocol.HELD_BYTES_MAX).begin();

        conversation.client(clientNoise).server(serverNoise).clientEnds().serverEnds();

        assertThat(conversation.problems.size()).isLessThanOrEqualTo(2);
        assertThat(conversation.toTarget.forwarded()).isEqualTo(conversation.sentByClient());
        assertThat(conversation.toClient.forwarded()).isEqualTo(conversation.sentByServer());
    }

    private static void play(Conversation conversation, List<Integer> exchanges) {
        conversation.begin();
        exchanges.forEach(exchange -> EXCHANGES.get(exchange).accept(conversation));
    }
}
