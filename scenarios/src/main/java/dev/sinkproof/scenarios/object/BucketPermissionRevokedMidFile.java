package dev.sinkproof.scenarios.object;

import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.Parameters;
import java.util.List;

/** The connector may not do anything in its bucket for a while, in the middle of an upload. */
final class BucketPermissionRevokedMidFile implements ObjectScenario {
    @Override
    public String id() {
        return "bucket-permission-revoked-mid-file";
    }

    @Override
    public String title() {
        return "The connector may not do anything in its bucket for a while, in the middle of an upload";
    }

    @Override
    public String because() {
        return "Policies are changed by people. What is in the open file, and half uploaded, is in no "
                + "object: nothing of it may be counted as done, and the refusal must show.";
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(Multipart.of(this, parameters)
                .faults(
                        "p: noop @ " + Multipart.partAccepted(1),
                        "d: request.answer status=403 code=AccessDenied message=\"Access Denied\""
                                + " @ target.request#every1 after p until +2500"));
    }
}
