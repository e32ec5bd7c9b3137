package dev.sinkproof.junit;

import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.model.WriteModel;

/** The subject in code of docs/JUNIT.md, so that it compiles; {@link DiscoveryTest} finds its tests. */
@SinkproofTest(
        scenarios = "crash-*",
        seeds = {1, 2})
class OrdersSink implements SubjectSource {
    @Override
    public SubjectSpec subject() {
        return Subject.named("orders")
                .connector("com.example.OrdersSinkConnector")
                .plugin("target/orders-sink-1.0.jar", "org.postgresql:postgresql:42.7.14")
                .target("postgresql")
                .with("connection.url", "${target.jdbc.url}")
                .with("topics", "${source.topics}")
                .claims(Guarantee.EFFECTIVELY_ONCE)
                .writes(WriteModel.UPSERT)
                .build();
    }
}
