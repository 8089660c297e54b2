package org.caravanserai.connector.topic;

import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Kafka's errors in words. Their own texts are not passed on: some repeat settings. */
final class Failure {
    private Failure() {}

    static Unreachable of(String topic, Throwable failed) {
        var cause = failed;
        for (int depth = 0; depth < 10 && cause != null; depth++, cause = cause.getCause()) {
            var words = words(topic, cause);
            if (words != null) {
                return new Unreachable(words);
            }
        }
        return new Unreachable("the brokers answer with " + failed.getClass().getSimpleName()
                + (failed.getCause() == null
                        ? ""
                        : ", " + failed.getCause().getClass().getSimpleName()));
    }

    private static String words(String topic, Throwable cause) {
        if (cause instanceof SaslAuthenticationException) {
            return "the brokers refuse user or password (kafka.user, kafka.password, kafka.mechanism)";
        }
        if (cause instanceof SslAuthenticationException) {
            return "the certificate of the brokers is not trusted, or not for this name (kafka.ca, kafka.servers)";
        }
        if (cause instanceof AuthorizationException) {
            return "the user may not use the topic " + topic;
        }
        if (cause instanceof UnknownTopicOrPartitionException
                || cause instanceof UnknownTopicIdException
                || cause instanceof InvalidTopicException) {
            return "there is no topic " + topic + " at the brokers; create it there";
        }
        return cause instanceof TimeoutException ? "no broker answers (kafka.servers)" : null;
    }
}
