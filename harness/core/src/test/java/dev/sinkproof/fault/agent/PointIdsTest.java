package dev.sinkproof.fault.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.agent.Point;
import dev.sinkproof.model.FaultPoint;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PointIdsTest {
    @Test
    void agentAndModelNameTheSamePoints() {
        List<String> agent = Arrays.stream(Point.values()).map(Point::id).toList();
        List<String> model = Arrays.stream(FaultPoint.values())
                .filter(point -> !point.onTargetLink())
                .map(FaultPoint::id)
                .toList();

        assertThat(agent).containsExactlyInAnyOrderElementsOf(model);
    }
}
