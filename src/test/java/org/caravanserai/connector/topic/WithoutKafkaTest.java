package org.caravanserai.connector.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** An installation without topics loads nothing of Kafka: its memory and start are as if the client were not there. */
class WithoutKafkaTest {
    /** Loads our classes anew and has nothing of Kafka. */
    private static final class Bare extends ClassLoader {
        private final Set<String> asked = new TreeSet<>();

        Bare() {
            super(WithoutKafkaTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.apache.kafka.")) {
                asked.add(name);
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("org.caravanserai.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                var loaded = findLoadedClass(name);
                return loaded == null ? ours(name) : loaded;
            }
        }

        private Class<?> ours(String name) throws ClassNotFoundException {
            try (var in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                var bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException | NullPointerException missing) {
                throw new ClassNotFoundException(name, missing);
            }
        }
    }

    @Test
    void whatKnowsTopicsLoadsWithoutTheClient() throws Exception {
        var bare = new Bare();
        for (var name : new String[] {
            "org.caravanserai.HubTopics",
            "org.caravanserai.order.TopicOrders",
            "org.caravanserai.delivery.topic.ChangeStream",
            "org.caravanserai.connector.topic.Brokers",
            "org.caravanserai.connector.topic.TopicLine",
            "org.caravanserai.connector.topic.Topics"
        }) {
            var type = Class.forName(name, true, bare);
            assertThat(type.getDeclaredMethods()).as(name).isNotEmpty();
        }
        assertThat(bare.asked).isEmpty();
        // The loader would have noticed.
        assertThatThrownBy(() -> Class.forName("org.caravanserai.connector.topic.Outlet", true, bare)
                        .getDeclaredFields())
                .isInstanceOf(NoClassDefFoundError.class);
        assertThat(bare.asked).isNotEmpty();
    }
}
