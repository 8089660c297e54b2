package org.caravanserai.web.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caravanserai.canonical.Finding;
import org.caravanserai.delivery.hold.Parked;
import org.caravanserai.delivery.survey.Survey;
import org.caravanserai.delivery.survey.Surveys;
import org.caravanserai.web.security.Caller;
import org.springframework.security.core.Authentication;

/** A survey as JSON; values of people are hidden from those who may not see them. */
final class SurveyJson {
    private SurveyJson() {}

    /** @param limit how many lines were asked for */
    static Map<String, Object> of(Survey survey, Map<Long, Survey.Line> lines, int limit, Authentication who) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", survey.id());
        json.put("channel", survey.channel());
        json.put("kind", survey.kind().name().toLowerCase(Locale.ROOT));
        json.put("state", survey.state().name().toLowerCase(Locale.ROOT));
        json.put("reportOnly", survey.options().containsKey(Surveys.REPORT_ONLY));
        json.put("orphans", survey.options().get("orphans"));
        json.put("startedAt", survey.startedAt().toString());
        json.put("startedBy", survey.startedBy());
        json.put("endedAt", survey.endedAt() == null ? null : survey.endedAt().toString());
        json.put("text", survey.text());
        json.put("differences", survey.differences());
        json.put(
                "appliedAt",
                survey.appliedAt() == null ? null : survey.appliedAt().toString());
        json.put("appliedBy", survey.appliedBy());
        json.put("streams", streams(survey));
        var items = new ArrayList<Map<String, Object>>();
        long last = 0;
        for (var line : lines.entrySet()) {
            items.add(line(line.getValue(), who));
            last = line.getKey();
        }
        json.put("items", items);
        json.put(
                "next",
                limit == 0 || lines.size() < limit ? null : "/api/v1/surveys/" + survey.id() + "?after=" + last);
        return json;
    }

    private static List<Map<String, Object>> streams(Survey survey) {
        var streams = new ArrayList<Map<String, Object>>();
        survey.counts().forEach((place, figures) -> {
            var parts = place.split(" ", 2);
            var stream = new LinkedHashMap<String, Object>();
            stream.put("stream", parts[0]);
            stream.put("locale", parts.length == 1 ? null : parts[1]);
            stream.putAll(figures);
            streams.add(stream);
        });
        return streams;
    }

    private static Map<String, Object> line(Survey.Line line, Authentication who) {
        boolean clear = who instanceof Caller && DocumentsApi.clear(Parked.kind(line.stream()), who);
        var json = new LinkedHashMap<String, Object>();
        json.put("what", line.what());
        json.put("stream", line.stream());
        json.put("locale", line.locale());
        json.put("key", line.key());
        json.put("remoteId", line.remoteId());
        json.put("why", line.why());
        json.put(
                "changes",
                line.fields().stream()
                        .map(field -> {
                            var change = new LinkedHashMap<String, Object>();
                            change.put("field", field.field());
                            change.put("ours", value(field.ours(), clear));
                            change.put("theirs", value(field.theirs(), clear));
                            return change;
                        })
                        .toList());
        json.put("others", line.others());
        return json;
    }

    private static String value(String text, boolean clear) {
        return text == null ? null : clear ? Finding.cut(text) : PlanJson.MASK;
    }
}
