/**
 * Purpose: topics of a Kafka cluster: letters out with acknowledgement, messages in from a position we keep. The only package that knows Kafka's client.
 * May import: home, store, canonical.
 * Face: {@link org.caravanserai.connector.topic.Brokers}, {@link org.caravanserai.connector.topic.Outlet},
 * {@link org.caravanserai.connector.topic.Inlet}, {@link org.caravanserai.connector.topic.TopicLine}.
 */
package org.caravanserai.connector.topic;
