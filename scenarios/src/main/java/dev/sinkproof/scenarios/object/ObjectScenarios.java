package dev.sinkproof.scenarios.object;

import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** Objects, and the uploads that they come from. */
public final class ObjectScenarios {
    private static final List<Scenario> ALL = List.of(
            new CrashMidMultipart(),
            new CrashBetweenLastPartAndComplete(),
            new CompleteAcknowledgementLost(),
            new ThrottledAtComplete(),
            new BucketPermissionRevokedMidFile(),
            new CredentialsExpireMidFile(),
            new ZombieFinishesItsUpload(),
            new RebalanceWhileClosingFiles(),
            new ReplayGivesTheSameObjects(),
            new ReaderSeesOnlyCompleteObjects(),
            new TopicGoesIdleWithOpenFile(),
            new SchemaChangeMidFile(),
            new LateRecordsAndTimeRotation(),
            new HourBoundary(),
            new ManySmallFiles());

    private ObjectScenarios() {}

    public static List<Scenario> all() {
        return ALL;
    }
}
