package dev.sinkproof.scenarios;

import dev.sinkproof.fault.FaultText;
import dev.sinkproof.fault.Faults;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.ScenarioSpec;
import java.util.ArrayList;
import java.util.List;

/** A case of the user's own: the faults that were written on the command line. */
public final class Custom {
    public static final String ID = "custom";

    private Custom() {}

    /**
     * The case with these faults.
     *
     * @param faults as {@link FaultText} reads them
     * @throws dev.sinkproof.fault.InvalidFaultException when one cannot be read or makes no sense
     */
    public static ScenarioSpec of(List<String> faults, Parameters parameters) {
        List<FaultSpec> specs = new ArrayList<>();
        for (String fault : faults) {
            specs.add(FaultText.parse(fault, specs.size() + 1));
        }
        Faults.validate(specs);
        return new ScenarioSpec(
                ID,
                "",
                "Faults of your own: " + String.join("; ", faults),
                "Somebody wants to know what happens then.",
                parameters.number(Parameters.WORKERS, 1, 1),
                CaseOf.tasks(parameters),
                specs);
    }
}
