package dev.sinkproof.run;

import dev.sinkproof.model.Plan;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.subject.Redaction;

/** Plans as they may be shown. */
final class Plans {
    private Plans() {}

    /** The plan without secrets. */
    static Plan redacted(Plan plan) {
        return new Plan(
                plan.schemaVersion(),
                plan.runId(),
                plan.scenario(),
                redacted(plan.subject()),
                plan.workload(),
                plan.environment(),
                plan.topic(),
                plan.testedSettings());
    }

    static SubjectSpec redacted(SubjectSpec subject) {
        return subject.withConfig(Redaction.redact(subject.config()).config());
    }
}
