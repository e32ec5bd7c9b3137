package dev.sinkproof.simulation.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.simulation.schedule.Schedule;
import dev.sinkproof.simulation.schedule.Topology;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultSpaceTest {
    private final FaultSpace space = new FaultSpace(
            Topology.DEFAULT, Map.of(FaultPoint.TARGET_ACK, 2, FaultPoint.TASK_PUT_ENTER, 1, FaultPoint.DELIVER, 1));

    @Test
    void every_single_is_met_once() {
        Set<Schedule> met = new HashSet<>();
        for (int i = 0; i < space.singles(); i++) {
            met.add(space.single(i));
        }
        assertThat(met).hasSize(space.singles());
    }

    @Test
    void every_pair_is_met_once_or_pruned() {
        Set<Schedule> met = new HashSet<>();
        int pruned = 0;
        for (long i = 0; i < space.pairs(); i++) {
            Schedule pair = space.pair(i);
            if (pair == null) {
                pruned++;
            } else {
                assertThat(pair.faults()).hasSize(2);
                met.add(pair);
            }
        }
        assertThat(met).hasSize((int) space.pairs() - pruned);
        assertThat(pruned).isPositive();
    }

    @Test
    void what_makes_no_difference_is_counted() {
        assertThat(space.pruned()).isPositive();
    }
}
