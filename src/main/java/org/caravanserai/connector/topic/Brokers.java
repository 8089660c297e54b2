package org.caravanserai.connector.topic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caravanserai.home.Kafka;
import org.caravanserai.home.Secrets;

/**
 * How the brokers are reached. Secrets are looked up each time a line is opened, so that a changed one counts from then on. Loads nothing of Kafka before one is
 * opened.
 */
public final class Brokers {
    private final Kafka kafka;
    private final Secrets secrets;

    public Brokers(Kafka kafka, Secrets secrets) {
        this.kafka = kafka;
        this.secrets = secrets;
    }

    /**
     * Opens a topic to write into.
     *
     * @throws Unreachable when it is not there or nobody answers
     */
    public Outlet outlet(String topic) {
        return Outlet.open(topic, common());
    }

    /**
     * Opens a topic to read from.
     *
     * @throws Unreachable when it is not there or nobody answers
     */
    public Inlet inlet(String topic) {
        return Inlet.open(topic, common());
    }

    /** Settings of every client. Kafka's names; the login modules stand here and nowhere in a file or a message. */
    Map<String, Object> common() {
        var settings = new HashMap<String, Object>();
        var servers = new ArrayList<String>();
        kafka.servers().forEach(server -> servers.add(value("servers", server)));
        settings.put("bootstrap.servers", List.copyOf(servers));
        settings.put("client.id", "caravanserai");
        settings.put("security.protocol", (kafka.user() == null ? "" : "SASL_") + (kafka.tls() ? "SSL" : "PLAINTEXT"));
        settings.put("request.timeout.ms", 5_000);
        settings.put("default.api.timeout.ms", 5_000);
        settings.put("reconnect.backoff.ms", 200);
        settings.put("reconnect.backoff.max.ms", 2_000);
        // Without it the admin client of 4.2.1 spins at a whole core while no broker answers; a new line begins with
        // the servers anyway.
        settings.put("metadata.recovery.strategy", "none");
        // No figures by JMX, none sent to the brokers.
        settings.put("metric.reporters", "");
        settings.put("enable.metrics.push", false);
        if (kafka.user() != null) {
            settings.put(
                    "sasl.mechanism", kafka.mechanism().name().replace('_', '-').toUpperCase(Locale.ROOT));
            settings.put("sasl.jaas.config", login(value("user", kafka.user()), value("password", kafka.password())));
        }
        if (kafka.tls() && kafka.ca() != null) {
            settings.put("ssl.truststore.type", "PEM");
            settings.put("ssl.truststore.certificates", value("ca", kafka.ca()));
        }
        return settings;
    }

    private String login(String user, String password) {
        var module = kafka.mechanism() == Kafka.Mechanism.PLAIN
                ? "org.apache.kafka.common.security.plain.PlainLoginModule"
                : "org.apache.kafka.common.security.scram.ScramLoginModule";
        return module + " required username=" + quoted("user", user) + " password=" + quoted("password", password)
                + ";";
    }

    /** As the reader of login modules takes it: quotes and backslashes escaped, nothing else is a sign. */
    private static String quoted(String key, String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new Unreachable("kafka." + key + " has a line break or another control character");
        }
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private String value(String key, String said) {
        return secrets.resolve(said)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new Unreachable("kafka." + key + " of config/hub.yaml names " + said
                        + ", and there is nothing: " + Secrets.howTo(said)));
    }
}
