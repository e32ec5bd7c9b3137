package dev.sinkproof.fault.connect;

import dev.sinkproof.fault.Moment;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Changes some keys of the connector's config and leaves the others as they are, so that several such faults can overlap. */
final class ConfigChange {
    private ConfigChange() {}

    /** @return what changed, for people; values are left out, as they may be secrets */
    static String apply(Moment moment, Map<String, String> values) throws IOException {
        Map<String, String> config = current(moment);
        if (config.entrySet().containsAll(values.entrySet())) {
            throw new IOException("the config says so already: " + values.keySet());
        }
        config.putAll(values);
        moment.system().connector().configure(moment.run().connector(), config);
        return moment.run().connector() + " got a config in which " + values.keySet() + " changed";
    }

    /** Gives these keys the values that the run began with. */
    static void undo(Moment moment, Collection<String> keys) throws IOException {
        Map<String, String> config = current(moment);
        for (String key : keys) {
            String before = moment.run().config().get(key);
            if (before == null) {
                config.remove(key);
            } else {
                config.put(key, before);
            }
        }
        moment.system().connector().configure(moment.run().connector(), config);
    }

    private static Map<String, String> current(Moment moment) throws IOException {
        return new TreeMap<>(moment.system().connector().config(moment.run().connector()));
    }
}
