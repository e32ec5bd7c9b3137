package dev.sinkproof.fault.connect;

import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.fault.Setting;
import dev.sinkproof.fault.StrikesApart;
import dev.sinkproof.fault.WorkerControl;
import dev.sinkproof.model.EventNames;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Rolls another version of the plugin out: one worker after another ends (SIGTERM) and starts with it, so that for a while both versions
 * run. Healed, the first version is rolled out again.
 */
final class PluginUpgrade extends ConnectFault implements StrikesApart {
    private static final String CONNECTOR_CLASS = "connector.class";
    private static final Setting PLUGIN = Setting.text(
            "plugin", "the other version: group:artifact:version, or the path of a folder, jar or zip", null);

    @Override
    public String kind() {
        return "plugin.upgrade";
    }

    @Override
    public String meaning() {
        return "restart one worker after another with another version of the plugin; healed, with the first one again";
    }

    @Override
    public List<Setting> settings() {
        return List.of(PLUGIN);
    }

    @Override
    public Set<Capability> needs() {
        return Set.of(Capability.CONNECT, Capability.PLUGIN, Capability.WORKERS);
    }

    @Override
    public boolean lasts() {
        return true;
    }

    @Override
    public Effect strike(Moment moment) throws IOException {
        String type = moment.run().config().get(CONNECTOR_CLASS);
        String before = connect(moment).pluginVersion(type);
        moment.system().plugins().replaceBy(PLUGIN.of(moment.spec()), type);
        return did(
                EventNames.PLUGIN_CHANGED,
                rollOut(moment) + " were restarted one by one with " + PLUGIN.of(moment.spec())
                        + ": Connect reports version " + connect(moment).pluginVersion(type) + ", it was " + before);
    }

    private static List<String> rollOut(Moment moment) throws IOException {
        try {
            return restartAll(moment);
        } catch (IOException | RuntimeException e) {
            moment.system().plugins().restore();
            throw e;
        }
    }

    private static List<String> restartAll(Moment moment) throws IOException {
        WorkerControl workers = moment.system().workers();
        List<String> all = workers.alive();
        for (String worker : all) {
            workers.stop(worker);
            workers.awaitStopped(worker);
            workers.start(worker);
        }
        return all;
    }

    @Override
    public void heal(Moment moment, Effect effect) throws IOException {
        moment.system().plugins().restore();
        restartAll(moment);
    }
}
