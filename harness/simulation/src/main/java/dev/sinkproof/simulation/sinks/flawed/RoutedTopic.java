package dev.sinkproof.simulation.sinks.flawed;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.RegexRouter;
import org.apache.kafka.connect.transforms.Transformation;

/** Connect's own RegexRouter, as it is most often configured: it takes a suffix to the topic. */
final class RoutedTopic {
    private RoutedTopic() {}

    static List<Transformation<SinkRecord>> transforms() {
        RegexRouter<SinkRecord> router = new RegexRouter<>();
        router.configure(Map.of("regex", "(.*)", "replacement", "$1_table"));
        return List.of(router);
    }
}
