package dev.sinkproof.fault;

/** What an environment may let faults do. A fault that needs one which is not offered is not applicable there. */
public enum Capability {
    WORKERS("start, kill, pause and stop Connect workers"),
    BROKER("kill, pause and restart the Kafka broker"),
    TASK_POINTS("hold threads inside workers and have them throw"),
    CONNECT("change the connector with Connect's REST interface"),
    PLUGIN("restart workers with another version of the plugin"),
    GROUP("join the connector's consumer group"),
    SOURCE_LOG("delete records from the source topics"),
    KAFKA_LINK("refuse, delay and lose requests on their way to Kafka"),
    TARGET_LINK("disturb the link between connector and target"),
    TARGET("administrate the target"),
    TARGET_READER("read the target's objects while the connector writes them"),
    TARGET_PROCESS("stop the target and start it again");

    private final String meaning;

    Capability(String meaning) {
        this.meaning = meaning;
    }

    /** Completes "this environment cannot …". */
    public String meaning() {
        return meaning;
    }
}
