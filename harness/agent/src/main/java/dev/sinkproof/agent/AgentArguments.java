package dev.sinkproof.agent;

import java.util.HashMap;
import java.util.Map;

/**
 * What stands behind {@code -javaagent:jar=}: {@code port=…,worker=…,token=…}.
 *
 * @param port where the harness listens on the loopback interface
 * @param worker name of this worker
 * @param token proves to the harness that it started this process
 */
record AgentArguments(int port, String worker, String token) {
    private static final String FORM = "expected port=<port>,worker=<name>,token=<token>";

    /** @throws IllegalArgumentException when something is missing or malformed; the token is never in the message */
    static AgentArguments parse(String text) {
        Map<String, String> values = split(text == null ? "" : text);
        return new AgentArguments(port(require(values, "port")), require(values, "worker"), require(values, "token"));
    }

    private static Map<String, String> split(String text) {
        Map<String, String> values = new HashMap<>();
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                values.put(
                        part.substring(0, equals).trim(),
                        part.substring(equals + 1).trim());
            }
        }
        return values;
    }

    private static String require(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("sinkproof agent: argument " + name + " is missing; " + FORM);
        }
        return value;
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("sinkproof agent: port is '" + text + "'; " + FORM, e);
        }
    }

    @Override
    public String toString() {
        return "port=" + port + ",worker=" + worker;
    }
}
