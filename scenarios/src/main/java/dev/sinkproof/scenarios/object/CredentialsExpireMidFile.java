package dev.sinkproof.scenarios.object;

import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.Parameters;
import java.util.List;

/** The connector's credentials expire in the middle of an upload, and are renewed after a while. */
final class CredentialsExpireMidFile implements ObjectScenario {
    @Override
    public String id() {
        return "credentials-expire-mid-file";
    }

    @Override
    public String title() {
        return "The connector's credentials expire in the middle of an upload, and are renewed after a while";
    }

    @Override
    public String because() {
        return "Session tokens live for an hour, files for longer. What was uploaded before still counts, what was not must "
                + "be tried again, and no file may be dropped because one request was refused.";
    }

    @Override
    public List<ScenarioSpec> variants(Parameters parameters) {
        return List.of(Multipart.of(this, parameters)
                .faults(
                        "p: noop @ " + Multipart.partAccepted(1),
                        "d: request.answer status=400 code=ExpiredToken message=\"The provided token has expired.\""
                                + " @ target.request#every1 after p until +2500"));
    }
}
