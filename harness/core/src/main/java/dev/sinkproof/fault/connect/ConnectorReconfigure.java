package dev.sinkproof.fault.connect;

import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.fault.Setting;
import dev.sinkproof.model.EventNames;
import java.io.IOException;
import java.util.List;

/** Changes the connector's config, upon which Connect restarts the tasks whose config is another one. Healed, the old values are back. */
final class ConnectorReconfigure extends ConnectFault {
    private static final Setting SET = Setting.family("set", "a config key and its new value");

    @Override
    public String kind() {
        return "connector.reconfigure";
    }

    @Override
    public String meaning() {
        return "change the connector's config, which restarts its tasks; healed, the old values are back";
    }

    @Override
    public List<Setting> settings() {
        return List.of(SET);
    }

    @Override
    public boolean lasts() {
        return true;
    }

    @Override
    public Effect strike(Moment moment) throws IOException {
        return did(EventNames.CONNECTOR_RECONFIGURED, ConfigChange.apply(moment, SET.allOf(moment.spec())));
    }

    @Override
    public void heal(Moment moment, Effect effect) throws IOException {
        ConfigChange.undo(moment, SET.allOf(moment.spec()).keySet());
    }
}
