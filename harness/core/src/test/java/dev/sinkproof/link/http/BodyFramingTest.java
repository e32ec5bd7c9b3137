package dev.sinkproof.link.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyFramingTest {
    private static final String CHUNKED = "Transfer-Encoding: gzip, chunked\r\nContent-Length: 3\r\n";
    private static final String CHUNKS = "5;ext=\"x\"\r\nhello\r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n";

    @Property(tries = 100)
    void findsTheEndOfChunksHoweverTheyArrive(@ForAll @IntRange(min = 1, max = 60) int piece)
            throws MalformedHttpException {
        assertThat(bodyLength(CHUNKED, CHUNKS + "GET /", piece)).isEqualTo(CHUNKS.length());
    }

    @Property(tries = 20)
    void findsTheEndByLength(@ForAll @IntRange(min = 1, max = 12) int piece) throws MalformedHttpException {
        assertThat(bodyLength("Content-Length: 7\r\n", "1234567GET /", piece)).isEqualTo(7);
    }

    @Test
    void aRequestWithoutFramingHasNoBody() throws MalformedHttpException {
        assertThat(BodyFraming.ofRequest(head("")).atEnd()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"200,GET,false", "200,HEAD,true", "204,GET,true", "304,GET,true", "404,GET,false"})
    void someResponsesHaveNoBodyWhateverTheirHeadSays(int status, String method, boolean none)
            throws MalformedHttpException {
        HttpHead head = HttpHead.parse("HTTP/1.1 " + status + " x\r\nContent-Length: 5\r\n");

        assertThat(BodyFraming.ofResponse(head, method).atEnd()).isEqualTo(none);
    }

    @Test
    void aResponseWithoutFramingLastsUntilTheEnd() throws MalformedHttpException {
        HttpHead head = HttpHead.parse("HTTP/1.1 200\r\n");

        assertThat(BodyFraming.ofResponse(head, "GET").untilClose()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\r\n", "\r\n", "1\r\nab\r\n", "1234567890123456\r\n"})
    void doesNotGuess(String chunks) {
        assertThatThrownBy(() -> bodyLength(CHUNKED, chunks, 100)).isInstanceOf(MalformedHttpException.class);
    }

    private static int bodyLength(String headers, String text, int piece) throws MalformedHttpException {
        BodyFraming framing = BodyFraming.ofRequest(head(headers));
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (!framing.atEnd() && bytes.position() < bytes.capacity()) {
            framing.read(bytes.limit(Math.min(bytes.capacity(), bytes.position() + piece)));
        }
        assertThat(framing.atEnd()).isTrue();
        return bytes.position();
    }

    private static HttpHead head(String headers) throws MalformedHttpException {
        return HttpHead.parse("POST / HTTP/1.1\r\n" + headers).checkedRequest();
    }
}
