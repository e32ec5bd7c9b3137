package dev.sinkproof.check;

import static dev.sinkproof.model.CaseResult.TIMELINE_MAX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.TimelineEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimelineExcerptTest {
    private static final String PUT = FaultPoint.TASK_PUT_ENTER.id();
    private static final String ACK = FaultPoint.TARGET_ACK.id();

    private final List<TimelineEvent> events = new ArrayList<>();

    private void add(int count, String name, Map<String, String> facts) {
        for (int i = 0; i < count; i++) {
            long sequence = events.size() + 1L;
            events.add(new TimelineEvent(sequence, sequence, "worker-1", name, "t-0", List.of(), facts));
        }
    }

    private void add(int count, String name) {
        add(count, name, Map.of());
    }

    private List<Long> excerpt(Long... proofs) throws IOException {
        TimelineExcerpt excerpt = TimelineExcerpt.of(events::forEach, Set.of(proofs));
        assertThat(excerpt.total()).isEqualTo(events.size());
        return excerpt.events().stream().map(TimelineEvent::sequence).toList();
    }

    private static List<Long> every(long step, long first, long last) {
        return LongStream.iterate(first, n -> n <= last, n -> n + step).boxed().toList();
    }

    @Test
    void passings_for_which_there_is_no_room_are_left_out_evenly() throws IOException {
        add(TIMELINE_MAX, PUT);
        assertThat(excerpt()).isEqualTo(every(1, 1, TIMELINE_MAX));

        add(1, PUT);
        assertThat(excerpt()).isEqualTo(every(2, 1, TIMELINE_MAX + 1));

        add(2 * TIMELINE_MAX, PUT);
        assertThat(excerpt()).isEqualTo(every(4, 1, 3 * TIMELINE_MAX + 1));
    }

    @Test
    void what_happened_to_tasks_comes_before_passings() throws IOException {
        add(TIMELINE_MAX - 10, EventNames.TASK_STATUS);
        add(40, PUT);

        List<Long> excerpt = excerpt();

        assertThat(excerpt).startsWith(every(1, 1, TIMELINE_MAX - 10).toArray(Long[]::new));
        assertThat(excerpt.subList(TIMELINE_MAX - 10, excerpt.size()))
                .isEqualTo(every(4, TIMELINE_MAX - 9, TIMELINE_MAX + 30));
    }

    @Test
    void proofs_come_before_all_and_take_the_room_of_others() throws IOException {
        add(TIMELINE_MAX + 1, EventNames.TASK_STATUS);
        Long[] proofs = every(1, 2, TIMELINE_MAX + 1).toArray(Long[]::new);
        assertThat(excerpt(proofs)).containsExactly(proofs);

        Long[] allButOne = every(1, 3, TIMELINE_MAX + 1).toArray(Long[]::new);
        assertThat(excerpt(allButOne)).as("room for one").hasSize(TIMELINE_MAX);
    }

    @Test
    void openings_and_closings_are_no_everyday_passings() throws IOException {
        add(10, FaultPoint.TASK_OPEN.id());
        add(TIMELINE_MAX, PUT);
        add(10, FaultPoint.REBALANCE_REVOKED.id());

        assertThat(excerpt()).containsAll(every(1, 1, 10)).containsAll(every(1, TIMELINE_MAX + 11, TIMELINE_MAX + 20));
    }

    @Test
    void what_the_series_tell_is_left_out_and_commits_are_passings() throws IOException {
        add(5, EventNames.SOURCE_PRODUCED);
        add(5, EventNames.TASK_METRICS);
        add(5, EventNames.OFFSET_COMMITTED);

        assertThat(excerpt()).isEqualTo(every(1, 11, 15));
    }

    @Test
    void what_passed_right_before_and_after_the_first_faults_is_whole() throws IOException {
        for (int fault = 0; fault < 5; fault++) {
            add(2_000, PUT);
            add(1, EventNames.FAULT_FIRED);
        }
        add(2_000, PUT);

        List<Long> excerpt = excerpt();

        assertThat(excerpt).hasSizeLessThanOrEqualTo(TIMELINE_MAX);
        for (long fault = 2_001; fault <= 8_004; fault += 2_001) {
            assertThat(excerpt).containsAll(every(1, fault - 24, fault + 36));
            assertThat(excerpt.containsAll(List.of(fault - 25, fault - 26))).isFalse();
            assertThat(excerpt.containsAll(List.of(fault + 37, fault + 38))).isFalse();
        }
        assertThat(excerpt).contains(10_005L);
        assertThat(excerpt.containsAll(List.of(10_004L, 10_003L, 10_002L))).isFalse();
    }

    @Test
    void refusals_are_kept_among_acknowledgements_up_to_a_number() throws IOException {
        Map<String, String> refused = Map.of("outcome", "error");
        for (int i = 0; i < 60; i++) {
            add(99, ACK);
            add(1, ACK, refused);
        }
        assertThat(excerpt()).containsAll(every(100, 100, 6_000));

        add(99, ACK);
        add(1, ACK, refused);
        assertThat(excerpt()).containsAll(every(200, 100, 6_100));
        assertThat(excerpt().contains(200L)
                        && excerpt().contains(400L)
                        && excerpt().contains(600L))
                .isFalse();
    }

    @Test
    void a_refusal_right_after_a_fault_is_part_of_what_followed_it() throws IOException {
        add(TIMELINE_MAX, ACK);
        add(1, EventNames.FAULT_FIRED);
        add(100, ACK, Map.of("outcome", "error"));

        assertThat(excerpt()).containsAll(every(1, TIMELINE_MAX + 2, TIMELINE_MAX + 37));
    }
}
