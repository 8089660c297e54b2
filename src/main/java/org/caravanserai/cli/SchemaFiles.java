package org.caravanserai.cli;

import java.util.Map;
import java.util.TreeMap;
import org.caravanserai.delivery.topic.Envelope;
import org.caravanserai.home.setting.JsonSchema;
import org.caravanserai.home.setting.PrettyJson;

/** The JSON Schemas of all file kinds, and of what is published in topics, by the path they have beside a home. */
final class SchemaFiles {
    private SchemaFiles() {}

    static Map<String, String> all() {
        var files = new TreeMap<String, String>();
        Checkers.kinds()
                .forEach(kind -> files.put(".schemas/" + kind.name() + ".json", PrettyJson.write(JsonSchema.of(kind))));
        files.put(".schemas/change-1.json", Envelope.schema());
        return files;
    }
}
