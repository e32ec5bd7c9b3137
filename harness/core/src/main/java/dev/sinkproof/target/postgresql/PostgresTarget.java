package dev.sinkproof.target.postgresql;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A PostgreSQL database as a subject sees it: what fills the {@code ${target.*}} placeholders of its config.
 *
 * @param host host, or a text that Connect replaces in the worker
 * @param port port, or a text that Connect replaces in the worker, such as <code>${env:SINKPROOF_LINK_PORT}</code>
 * @param database name of the database
 * @param user who the subject logs in as
 * @param password the user's password
 */
public record PostgresTarget(String host, String port, String database, String user, String password) {
    /** What a subject file names in {@code sinkproof.target}. */
    public static final String KIND = "postgresql";

    public PostgresTarget {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(port, "port");
        Objects.requireNonNull(database, "database");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
    }

    /** Placeholder names, without <code>${</code> and <code>}</code>, to what replaces them. */
    public Map<String, String> placeholders() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("target.jdbc.url", jdbcUrl());
        values.put("target.jdbc.user", user);
        values.put("target.jdbc.password", password);
        values.put("target.host", host);
        values.put("target.port", port);
        values.put("target.database", database);
        return values;
    }

    /** The URL without credentials; encryption is off because the link reads the wire protocol. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + urlHost() + ":" + port + "/" + urlDatabase()
                + "?sslmode=disable&gssEncMode=disable";
    }

    private String urlHost() {
        boolean bareIpv6 = host.contains(":") && !host.startsWith("[") && !host.contains("${");
        return bareIpv6 ? "[" + host + "]" : host;
    }

    private String urlDatabase() {
        return URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return KIND + " " + user + "@" + host + ":" + port + "/" + database;
    }
}
