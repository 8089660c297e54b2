package org.caravanserai.web.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.connector.topic.TopicStand;
import org.caravanserai.connector.topic.Topics;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/topics}: how the topics stand that changes go into and orders come from; empty without Kafka. */
@RestController
class TopicsApi {
    private final Topics topics;

    TopicsApi(Topics topics) {
        this.topics = topics;
    }

    @GetMapping(value = "/api/v1/topics", produces = MediaType.APPLICATION_JSON_VALUE)
    List<Map<String, Object>> topics() {
        return topics.stands().stream().map(TopicsApi::json).toList();
    }

    private static Map<String, Object> json(TopicStand stand) {
        var json = new LinkedHashMap<String, Object>();
        json.put("topic", stand.topic());
        json.put("way", stand.way());
        json.put("open", stand.open() < 0 ? null : stand.open());
        json.put("lastAt", stand.lastAt() == null ? null : stand.lastAt().toString());
        json.put("fault", stand.fault());
        json.put("since", stand.since() == null ? null : stand.since().toString());
        return json;
    }
}
