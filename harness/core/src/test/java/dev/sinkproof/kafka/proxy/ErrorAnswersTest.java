package dev.sinkproof.kafka.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractResponse;
import org.junit.jupiter.api.Test;

/** For every request that kafka-clients knows, in every version. */
class ErrorAnswersTest {
    private static final Errors ERROR = Errors.REQUEST_TIMED_OUT;
    private static final TopicNames NO_NAMES = (Uuid id) -> Optional.empty();

    static Request request(ByteBuffer frame) {
        return Request.read(frame, frame::duplicate, NO_NAMES);
    }

    private static Stream<ApiKeys> all() {
        return Arrays.stream(ApiKeys.values()).filter(ApiKeys::hasValidVersion);
    }

    @Test
    void headers_are_read_and_bodies_decoded_and_encoded_alike() {
        Map<String, String> wrong = new TreeMap<>();
        all().forEach(api -> api.allVersions().forEach(version -> {
            ByteBuffer frame = SampleRequests.frame(api, version);
            Request request = request(frame.duplicate());
            ByteBuffer again =
                    SampleRequests.serialized(api, version, request.parsed().data());
            if (!request.header().clientId().equals(SampleRequests.CLIENT)
                    || request.header().correlationId() != SampleRequests.CORRELATION_ID
                    || !again.equals(frame)) {
                wrong.put(api + " version " + version, request.header() + " " + request.parsed());
            }
        }));
        assertThat(wrong).isEmpty();
    }

    @Test
    void every_kind_of_request_is_refused_with_the_error_asked_for_or_not_at_all() {
        Set<String> notRefused = new TreeSet<>();
        all().forEach(api -> api.allVersions().forEach(version -> {
            if (!refused(api, version)) {
                notRefused.add(api + " " + version);
            }
        }));
        // Its error came with version 3, and all it could say before is that there are no folders.
        assertThat(notRefused).containsExactly("DESCRIBE_LOG_DIRS 1", "DESCRIBE_LOG_DIRS 2");
    }

    /** The answer's bytes are read as a client reads them. */
    private static boolean refused(ApiKeys api, short version) {
        Request request = request(SampleRequests.frame(api, version));
        ByteBuffer answer;
        try {
            answer = ErrorAnswers.to(request, ERROR).orElseThrow();
        } catch (RequestUnreadableException noPlace) {
            return false;
        }
        assertThat(answer.getInt()).as("length").isEqualTo(answer.remaining());
        AbstractResponse parsed = AbstractResponse.parseResponse(answer, request.header());
        assertThat(answer.remaining()).as(api + " version " + version).isZero();
        assertThat(parsed.errorCounts()).as(api + " version " + version).containsKey(ERROR);
        return true;
    }

    @Test
    void every_error_but_none_can_be_told() {
        Set<Errors> untold = Arrays.stream(Errors.values())
                .filter(error -> error != Errors.NONE)
                .filter(error -> !tellable(error))
                .collect(Collectors.toSet());
        assertThat(untold).isEmpty();
        assertThatThrownBy(() -> KafkaAction.refuse(Errors.NONE)).isInstanceOf(IllegalArgumentException.class);
    }

    private static boolean tellable(Errors error) {
        Request request = request(SampleRequests.frame(ApiKeys.HEARTBEAT, (short) 4));
        ByteBuffer answer = ErrorAnswers.to(request, error).orElseThrow();
        answer.getInt();
        return AbstractResponse.parseResponse(answer, request.header())
                .errorCounts()
                .containsKey(error);
    }

    @Test
    void a_producer_that_wants_no_answer_gets_none() {
        for (short version : ApiKeys.PRODUCE.allVersions()) {
            ByteBuffer frame =
                    SampleRequests.serialized(ApiKeys.PRODUCE, version, new ProduceRequestData().setAcks((short) 0));
            assertThat(request(frame).owedAnAnswer()).isFalse();
            assertThat(ErrorAnswers.to(request(frame), ERROR)).isEmpty();

            ProduceRequestData transactional =
                    new ProduceRequestData().setAcks((short) -1).setTransactionalId("id");
            assertThat(request(SampleRequests.serialized(ApiKeys.PRODUCE, version, transactional))
                            .owedAnAnswer())
                    .isTrue();
        }
    }

    @Test
    void an_answer_without_a_place_for_the_error_is_not_given() {
        ByteBuffer allTopics =
                SampleRequests.serialized(ApiKeys.METADATA, (short) 9, new MetadataRequestData().setTopics(null));

        assertThatThrownBy(() -> ErrorAnswers.to(request(allTopics), ERROR))
                .isInstanceOf(RequestUnreadableException.class)
                .hasMessageContaining("no place for the error");
    }
}
